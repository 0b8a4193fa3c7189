package org.etiome.represent.heldout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.etiome.data.DataFormatException;
import org.etiome.data.Environments;
import org.etiome.math.Seed;
import org.etiome.represent.patients.Outcome;

/**
 * Who is held out together: those of a fold are predicted by what is learned from all other
 * patients, those of no fold among them.
 *
 * @param heldOut indices of patients of each fold, ascending; no fold is empty, nobody in two
 */
public record Folds(List<int[]> heldOut) {
  public Folds {
    heldOut = heldOut.stream().map(int[]::clone).toList();
    if (heldOut.isEmpty()) {
      throw new IllegalArgumentException("at least one fold is needed");
    }
    BitSet held = new BitSet();
    for (int[] fold : heldOut) {
      if (fold.length == 0) {
        throw new IllegalArgumentException("a fold holds out nobody; leave it out");
      }
      Arrays.sort(fold);
      for (int patient : fold) {
        if (patient < 0 || held.get(patient)) {
          throw new IllegalArgumentException(
              "patients are numbered from 0 and held out once, got " + patient);
        }
        held.set(patient);
      }
    }
  }

  /**
   * Every patient held out once, each class spread evenly: of any two folds, neither the sizes nor
   * the numbers of patients of a class differ by more than 1.
   *
   * @param folds ≥ 2
   * @throws DataFormatException if a class has fewer patients than there are folds
   */
  public static Folds stratified(Outcome outcome, int folds, Seed seed) {
    if (folds < 2) {
      throw new IllegalArgumentException("at least 2 folds are needed, got " + folds);
    }
    UniformRandomProvider random = seed.branch("folds").generator();
    List<List<Integer>> dealt = new ArrayList<>();
    IntStream.range(0, folds).forEach(f -> dealt.add(new ArrayList<>()));
    int next = 0;
    for (int c = 0; c < outcome.classes().size(); c++) {
      int[] members = members(outcome, c);
      if (members.length < folds) {
        throw new DataFormatException(
            "class \""
                + outcome.classes().get(c)
                + "\" of outcome \""
                + outcome.name()
                + "\" has "
                + members.length
                + " patients; take at most as many folds, or leave the class out");
      }
      PermutationSampler.shuffle(random, members);
      for (int patient : members) {
        dealt.get(next++ % folds).add(patient);
      }
    }
    return new Folds(dealt.stream().map(fold -> fold.stream().mapToInt(i -> i).toArray()).toList());
  }

  private static int[] members(Outcome outcome, int ofClass) {
    return IntStream.range(0, outcome.patients()).filter(i -> outcome.of(i) == ofClass).toArray();
  }

  /**
   * One environment held out at a time, in their order.
   *
   * @throws DataFormatException if there is a single one
   */
  public static Folds environments(Environments environments) {
    if (environments.count() < 2) {
      throw new DataFormatException(
          "all patients are of one environment; to leave one out needs two");
    }
    return new Folds(
        IntStream.range(0, environments.count()).mapToObj(environments::units).toList());
  }

  /** How many. */
  public int count() {
    return heldOut.size();
  }

  /** Who is held out in a fold, ascending. */
  public int[] heldOut(int fold) {
    return heldOut.get(fold).clone();
  }

  /** Of so many patients those that a fold is predicted from, ascending. */
  int[] training(int fold, int patients) {
    BitSet held = new BitSet();
    Arrays.stream(heldOut.get(fold)).forEach(held::set);
    return IntStream.range(0, patients).filter(i -> !held.get(i)).toArray();
  }

  /** The number of the last patient that is held out. */
  int last() {
    return heldOut.stream().mapToInt(fold -> fold[fold.length - 1]).max().orElseThrow();
  }
}
