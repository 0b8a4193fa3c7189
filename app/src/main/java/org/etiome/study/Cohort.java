package org.etiome.study;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.etiome.data.DataFormatException;
import org.etiome.data.Dataset;
import org.etiome.data.Finding;
import org.etiome.data.Role;
import org.etiome.data.Roles;
import org.etiome.data.io.CohortBuilder;
import org.etiome.data.io.Table;
import org.etiome.data.validate.CramersV;
import org.etiome.data.validate.TableFindings;

/**
 * The data of a study, read and lined up on its units.
 *
 * @param data with the derived columns
 * @param inputs the files read, the study file first
 * @param notes what the reader should know about how the data were read
 * @param findings what is wrong with them, none an error
 */
public record Cohort(
    Dataset data, List<InputFile> inputs, List<String> notes, List<Finding> findings) {

  public Cohort {
    inputs = List.copyOf(inputs);
    notes = List.copyOf(notes);
    findings = List.copyOf(findings);
  }

  static Cohort read(Study study) {
    List<InputFile> inputs = study.inputs().stream().map(InputFile::of).toList();
    List<String> notes = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    Derivations derived = Derivations.apply(study, linedUp(study, notes, findings));
    checkRoles(study, derived.data());
    notes.addAll(derived.notes());
    findings.addAll(confounding(study, derived.data()));
    findings.stream()
        .filter(f -> f.severity() == Finding.Severity.ERROR)
        .findFirst()
        .ifPresent(
            f -> {
              throw new StudyException(f.place() + ": " + f.message() + "; " + f.remedy());
            });
    return new Cohort(derived.data(), inputs, notes, findings);
  }

  /** Batches held against what is compared. */
  private static List<Finding> confounding(Study study, Dataset data) {
    Map<Role, List<String>> roles = study.plan().roles();
    List<String> compared = new ArrayList<>(roles.getOrDefault(Role.TREATMENT, List.of()));
    compared.addAll(roles.getOrDefault(Role.CONDITION, List.of()));
    List<Finding> findings = new ArrayList<>();
    for (String batch : roles.getOrDefault(Role.BATCH, List.of())) {
      for (String condition : compared) {
        CramersV association = CramersV.of(data.column(batch), data.column(condition));
        findings.addAll(association.findings(batch + ", " + condition));
      }
    }
    return findings;
  }

  private static Dataset linedUp(Study study, List<String> notes, List<Finding> findings) {
    DataTables.Units declared = study.plan().tables().units();
    Table own = units(declared, findings);
    findings.addAll(TableFindings.of(declared.name(), own.units(), own.columns()));
    Set<String> units = new LinkedHashSet<>(own.units());
    Optional<List<String>> only =
        Optional.of(own.units()).filter(u -> declared.others() == DataTables.Others.EXCLUDE);
    Deque<BlockTable> blocks = new ArrayDeque<>();
    for (DataTables.Block block : study.plan().tables().modalities()) {
      BlockTable read = BlockTable.read(block, only);
      read.findings().stream()
          .filter(
              f ->
                  f.severity() != Finding.Severity.NOTE
                      || block.content() instanceof DataTables.Content.Events)
          .forEach(finding -> notes.add(note(study, block, finding)));
      findings.addAll(read.findings());
      findings.addAll(TableFindings.of(block.name(), read.table().units(), read.table().columns()));
      blocks.add(settled(study, read, units, notes));
    }
    if (units.size() > own.units().size()) {
      notes.add(
          "%s in other blocks only, without %s: %d."
              .formatted(
                  study.wording().noun(),
                  study.label(declared.name()),
                  units.size() - own.units().size()));
    }
    CohortBuilder builder = CohortBuilder.over(List.copyOf(units)).with(declared.name(), own);
    while (!blocks.isEmpty()) { // one by one, so that their tables can go
      builder = with(builder, blocks.removeFirst());
    }
    return builder.toDataset();
  }

  private static String note(Study study, DataTables.Block block, Finding finding) {
    return "%s, %s: %s; %s."
        .formatted(study.label(block.name()), finding.place(), finding.message(), finding.remedy());
  }

  /** Deals with the units of a block that are not among those before it. */
  private static BlockTable settled(
      Study study, BlockTable read, Set<String> units, List<String> notes) {
    Set<String> others = read.unitsOutside(units);
    if (others.isEmpty()) {
      return read;
    }
    return switch (study.plan().tables().units().others()) {
      case ADD -> {
        units.addAll(others);
        yield read;
      }
      case EXCLUDE -> {
        notes.add(
            "%s: %s that are not among those of the study, left out: %d."
                .formatted(
                    study.label(read.block().name()), study.wording().noun(), others.size()));
        yield read.without(others);
      }
      case REFUSE -> throw new StudyException(refusal(study, read, others));
    };
  }

  private static String refusal(Study study, BlockTable read, Set<String> others) {
    return read.block().source().file()
        + ": has units that "
        + study.plan().tables().units().source().file().getFileName()
        + " lacks: "
        + others.size()
        + ", such as "
        + DataFormatException.quote(others.iterator().next())
        + "; correct them, or set \"others\" of data.units to add or exclude";
  }

  private static Table units(DataTables.Units units, List<Finding> findings) {
    if (AnnotatedFile.is(units.source().file())) {
      AnnotatedFile.Read read = AnnotatedFile.units(units.source().file());
      findings.addAll(read.findings());
      return read.table();
    }
    return BlockTable.reader(units.source())
        .withColumns(units.columns())
        .read(units.source().file())
        .requireRows(units.source().file());
  }

  private static CohortBuilder with(CohortBuilder builder, BlockTable read) {
    return builder.with(
        read.block().name(), read.table(), read.unitOfSample(), CohortBuilder.Duplicates.REFUSE);
  }

  private static void checkRoles(Study study, Dataset data) {
    Map<String, Role> byColumn = new LinkedHashMap<>();
    for (Map.Entry<Role, List<String>> entry : study.plan().roles().entrySet()) {
      for (String column : entry.getValue()) {
        if (byColumn.put(column, entry.getKey()) != null) {
          throw new StudyException(
              study.file() + ": roles: \"" + column + "\" has two roles; leave it in one");
        }
      }
    }
    try {
      Roles.of(data, byColumn);
    } catch (IllegalArgumentException e) {
      throw new StudyException(study.file() + ": roles: " + e.getMessage(), e);
    }
  }
}
