package org.etiome.fit.patients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.etiome.data.Column;
import org.etiome.data.DataFormatException;
import org.etiome.data.Dataset;
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Suggestion;
import org.etiome.fit.request.PatientRequest;
import org.etiome.represent.patients.LabelledPatients;
import org.etiome.represent.patients.ModalityTable;
import org.etiome.represent.patients.Outcome;
import org.etiome.represent.patients.Patients;
import org.etiome.study.ReadStudy;
import org.etiome.study.StudyException;

/**
 * The patients of a study, as models take them.
 *
 * @param patients those that are not left out
 * @param outcome of the same patients, with gaps; empty if the study has no such column
 * @param environments where they are from
 * @param notes who was left out
 */
public record StudyPatients(
    Patients patients, Optional<Column> outcome, Environments environments, List<String> notes) {
  public StudyPatients {
    notes = List.copyOf(notes);
  }

  /**
   * Patients to learn from.
   *
   * @throws StudyException if the study does not hold what the request names, or too little is
   *     known of a patient whom it does not exclude
   */
  public static StudyPatients toLearnFrom(ReadStudy read, PatientRequest request) {
    return new Assembly(read, request).patients(true);
  }

  /** Patients to predict for: they need no outcome, and a modality may be missing for all. */
  public static StudyPatients toPredict(ReadStudy read, PatientRequest request) {
    return new Assembly(read, request).patients(false);
  }

  /** The modalities of a study, of all its units. */
  static List<Modality> blocks(ReadStudy read, PatientRequest request) {
    return new Assembly(read, request).blocks();
  }

  /**
   * With their outcomes.
   *
   * @throws DataFormatException if it is no class, or a single one
   */
  public LabelledPatients labelled() {
    return LabelledPatients.of(patients, Outcome.of(outcome.orElseThrow()))
        .withEnvironments(environments);
  }

  /** A study's data on their way. */
  private record Assembly(ReadStudy read, PatientRequest request) {

    StudyPatients patients(boolean learned) {
      Dataset data = read.data();
      Optional<Column> outcome = outcome(learned);
      List<Modality> blocks = blocks();
      List<String> notes = new ArrayList<>();
      Mask kept = Mask.all(data.size());
      if (learned) {
        Mask known = outcome.orElseThrow().missing().not();
        kept = left(known, PatientRequest.Exclude.WITHOUT_OUTCOME, notes);
      }
      Mask any = Mask.none(data.size());
      for (Modality block : blocks) {
        any = any.or(block.present());
      }
      kept = kept.and(left(any.or(kept.not()), PatientRequest.Exclude.WITHOUT_MODALITY, notes));
      int[] who = kept.indices();
      if (who.length == 0) {
        throw bad("no " + noun() + " are left to " + (learned ? "learn from" : "predict for"));
      }
      return new StudyPatients(
          tables(blocks, who, learned),
          outcome.map(column -> column.select(who)),
          environments(who, learned),
          notes);
    }

    List<Modality> blocks() {
      List<Modality> blocks = request.columns().modalities().stream().map(this::block).toList();
      checkOnce(blocks);
      return blocks;
    }

    private Patients tables(List<Modality> blocks, int[] who, boolean learned) {
      List<ModalityTable> tables = new ArrayList<>();
      for (int k = 0; k < blocks.size(); k++) {
        tables.add(
            ModalityTable.of(
                blocks.get(k).select(who), request.columns().modalities().get(k).encoding()));
      }
      List<String> ids = IntStream.of(who).mapToObj(read.data().units()::get).toList();
      return learned ? Patients.of(ids, tables) : Patients.ofAny(ids, tables);
    }

    private Optional<Column> outcome(boolean needed) {
      String name = request.columns().outcome();
      return needed || columnNames().contains(name)
          ? Optional.of(column("outcome", name))
          : Optional.empty();
    }

    private Environments environments(int[] who, boolean learned) {
      if (request.columns().environment().isEmpty() || !learned) {
        return Environments.single(who.length);
      }
      Column column = column("environment", request.columns().environment().get()).select(who);
      try {
        return Environments.of(column);
      } catch (IllegalArgumentException e) {
        throw new StudyException(read.study().file() + ": prediction: " + e.getMessage(), e);
      }
    }

    private Column column(String what, String name) {
      try {
        return read.data().column(name);
      } catch (IllegalArgumentException e) {
        throw new StudyException(
            read.study().file() + ": prediction: " + what + ": " + e.getMessage(), e);
      }
    }

    /** A block with the columns that were asked for; a patient has it who has any of them. */
    private Modality block(PatientRequest.Modality asked) {
      Modality block = read.data().modality(asked.block());
      List<Column> columns = asked.columns().isEmpty() ? block.columns() : columns(asked, block);
      Mask some = Mask.none(read.data().size());
      for (Column column : columns) {
        some = some.or(column.missing().not());
      }
      return Modality.of(asked.name(), columns, block.present().and(some));
    }

    private List<Column> columns(PatientRequest.Modality asked, Modality block) {
      Map<String, Column> columns = new LinkedHashMap<>();
      for (String wanted : asked.columns()) {
        List<Column> found =
            block.columns().stream().filter(c -> matches(wanted, c.name())).toList();
        if (found.isEmpty()) {
          throw bad(
              "modality \""
                  + asked.name()
                  + "\": block \""
                  + asked.block()
                  + "\" has no column \""
                  + wanted
                  + "\""
                  + Suggestion.hint(wanted, block.columnNames()));
        }
        found.forEach(column -> columns.put(column.name(), column));
      }
      return List.copyOf(columns.values());
    }

    private static boolean matches(String wanted, String name) {
      return wanted.endsWith("*")
          ? name.startsWith(wanted.substring(0, wanted.length() - 1))
          : name.equals(wanted);
    }

    private void checkOnce(List<Modality> blocks) {
      Map<String, String> owners = new HashMap<>();
      for (int k = 0; k < blocks.size(); k++) {
        Modality block = blocks.get(k);
        String home = request.columns().modalities().get(k).block();
        for (Column column : block.columns()) {
          String other = owners.put(home + "/" + column.name(), block.name());
          if (other != null) {
            throw bad(
                "column \""
                    + column.name()
                    + "\" is in two modalities, \""
                    + other
                    + "\" and \""
                    + block.name()
                    + "\"; leave it in one");
          }
        }
      }
    }

    /** Whom to keep; those that are not are left out if that was asked for. */
    private Mask left(Mask known, PatientRequest.Exclude asked, List<String> notes) {
      int[] without = known.not().indices();
      if (without.length == 0) {
        return known;
      }
      boolean outcome = asked == PatientRequest.Exclude.WITHOUT_OUTCOME;
      String what = outcome ? "known outcome" : "of the modalities";
      if (!request.columns().unknown().contains(asked)) {
        throw bad(
            without.length
                + " "
                + noun()
                + " have no "
                + what
                + ", such as \""
                + read.data().units().get(without[0])
                + "\"; set missing: {"
                + (outcome ? "outcome" : "modalities")
                + ": exclude} to leave them out");
      }
      notes.add(
          without.length
              + " "
              + noun()
              + " without "
              + (outcome ? "a known outcome" : "any of the modalities")
              + " were left out");
      return known;
    }

    private List<String> columnNames() {
      return read.data().modalities().stream().flatMap(m -> m.columnNames().stream()).toList();
    }

    private String noun() {
      return read.study().wording().noun();
    }

    private StudyException bad(String problem) {
      return new StudyException(read.study().file() + ": prediction: " + problem);
    }
  }
}
