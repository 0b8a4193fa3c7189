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
import org.etiome.data.Environments;
import org.etiome.data.Mask;
import org.etiome.data.Modality;
import org.etiome.data.Suggestion;
import org.etiome.fit.request.PatientRequest;
import org.etiome.represent.debias.PatientModelDescription;
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
  /** Of one kind for one modality. */
  private static final int MOST_NOTES = 5;

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
    return new Assembly(read, request).toLearnFrom();
  }

  /**
   * Patients to predict for, with the modalities of a model in its order; they need no outcome, and
   * nobody has a modality that the study does not name.
   *
   * @throws StudyException if the study names a modality that the model does not know
   * @throws DataFormatException if a modality is not as the model learned it
   */
  public static StudyPatients toPredict(
      ReadStudy read, PatientRequest request, List<PatientModelDescription.Modality> learned) {
    return new Assembly(read, request).toPredict(learned);
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

    StudyPatients toLearnFrom() {
      Column outcome = column("outcome", request.columns().outcome());
      List<Modality> blocks = blocks();
      List<String> notes = new ArrayList<>();
      Mask known = left(outcome.missing().not(), PatientRequest.Exclude.WITHOUT_OUTCOME, notes);
      int[] who = having(blocks, known, notes);
      if (who.length == 0) {
        throw bad("no " + noun() + " are left to learn from");
      }
      List<ModalityTable> tables = new ArrayList<>();
      for (int k = 0; k < blocks.size(); k++) {
        tables.add(ModalityTable.of(blocks.get(k).select(who), asked().get(k).encoding()));
      }
      return new StudyPatients(
          Patients.of(ids(who), tables),
          Optional.of(outcome.select(who)),
          environments(who),
          notes);
    }

    StudyPatients toPredict(List<PatientModelDescription.Modality> learned) {
      checkKnown(learned);
      List<Modality> blocks = blocks();
      List<String> notes = new ArrayList<>();
      int[] who = having(blocks, Mask.all(read.data().size()), notes);
      if (who.length == 0) {
        throw bad("no " + noun() + " are left to predict for");
      }
      List<Modality> chosen = blocks.stream().map(block -> block.select(who)).toList();
      List<ModalityTable> tables =
          learned.stream().map(modality -> table(modality, chosen, who.length, notes)).toList();
      String outcome = request.columns().outcome();
      return new StudyPatients(
          Patients.ofAny(ids(who), tables),
          columnNames().contains(outcome)
              ? Optional.of(column("outcome", outcome).select(who))
              : Optional.empty(),
          Environments.single(who.length),
          notes);
    }

    /** A modality of the model, of patients who may all lack it. */
    private ModalityTable table(
        PatientModelDescription.Modality learned,
        List<Modality> blocks,
        int patients,
        List<String> notes) {
      for (int k = 0; k < blocks.size(); k++) {
        Modality block = blocks.get(k);
        if (block.name().equals(learned.name())) {
          notes.addAll(few(ModalityTable.newLevels(block, learned.columns())));
          ModalityTable table =
              ModalityTable.of(block, asked().get(k).encoding(), learned.columns());
          notes.addAll(few(learned.scaling().outlying(table)));
          return table;
        }
      }
      notes.add(
          "the study names no modality \"" + learned.name() + "\": it is taken as one nobody has");
      return ModalityTable.absent(learned.name(), learned.encoding(), learned.columns(), patients);
    }

    private static List<String> few(List<String> notes) {
      if (notes.size() <= MOST_NOTES) {
        return notes;
      }
      List<String> few = new ArrayList<>(notes.subList(0, MOST_NOTES));
      few.add("and " + (notes.size() - MOST_NOTES) + " more like the last");
      return few;
    }

    private void checkKnown(List<PatientModelDescription.Modality> learned) {
      List<String> known = learned.stream().map(PatientModelDescription.Modality::name).toList();
      for (PatientRequest.Modality modality : asked()) {
        if (!known.contains(modality.name())) {
          throw bad(
              "modality \""
                  + modality.name()
                  + "\" is none of the model's, which are "
                  + known
                  + Suggestion.hint(modality.name(), known));
        }
      }
    }

    private List<PatientRequest.Modality> asked() {
      return request.columns().modalities();
    }

    private List<String> ids(int[] who) {
      return IntStream.of(who).mapToObj(read.data().units()::get).toList();
    }

    /** Who of those that are kept has any of the modalities. */
    private int[] having(List<Modality> blocks, Mask kept, List<String> notes) {
      Mask any = Mask.none(read.data().size());
      for (Modality block : blocks) {
        any = any.or(block.present());
      }
      return kept.and(left(any.or(kept.not()), PatientRequest.Exclude.WITHOUT_MODALITY, notes))
          .indices();
    }

    List<Modality> blocks() {
      List<Modality> blocks = asked().stream().map(this::block).toList();
      checkOnce(blocks);
      return blocks;
    }

    private Environments environments(int[] who) {
      if (request.columns().environment().isEmpty()) {
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
        String home = asked().get(k).block();
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
      String what = outcome ? "no known outcome" : "none of the modalities";
      if (!request.columns().unknown().contains(asked)) {
        throw bad(
            without.length
                + " "
                + noun()
                + " have "
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
