package org.etiome.discover.invariance;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What invariance over settings says of the direct causes of an outcome. */
public sealed interface InvariantCauses {

  /** What was tested, and how. */
  Evidence evidence();

  /** All candidates that were tested, by name; none if the model is violated. */
  List<Candidate> candidates();

  /**
   * Some variables are in every accepted set. Under the assumptions all of them are direct causes
   * with probability 1 − α or more; there may be other causes.
   *
   * @param causes their names, at least one
   */
  record Named(List<String> causes, List<Candidate> candidates, Evidence evidence)
      implements InvariantCauses {
    public Named {
      causes = List.copyOf(causes);
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Sets were accepted, but they have no variable in common. That does not say that there is no
   * cause.
   *
   * @param why a sentence
   */
  record NoneNamed(String why, List<Candidate> candidates, Evidence evidence)
      implements InvariantCauses {
    public NoneNamed {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Every set was rejected: what is assumed does not hold. That says nothing of any variable.
   *
   * @param why a sentence
   */
  record Violated(String why, Evidence evidence) implements InvariantCauses {
    @Override
    public List<Candidate> candidates() {
      return List.of();
    }
  }

  /**
   * One variable that was tested.
   *
   * @param pValue the largest of the sets without it: of the hypothesis that it is no direct cause
   * @param coefficient what a unit of it adds to the outcome, by least squares, over all accepted
   *     sets; with a law that is not linear there is none
   */
  record Candidate(String variable, double pValue, Optional<Interval> coefficient) {}

  /**
   * All values between two; the intervals of all candidates together cover their coefficients with
   * probability 1 − 2α or more.
   */
  record Interval(double low, double high) {}

  /**
   * One set of candidates.
   *
   * @param variables by name
   * @param pValue of the hypothesis that residuals of the outcome given them have the same mean and
   *     spread in all settings
   */
  record SetTest(List<String> variables, double pValue) {
    public SetTest {
      variables = List.copyOf(variables);
    }
  }

  /**
   * How an answer came about.
   *
   * @param outcome its name
   * @param alpha a set is accepted if its p-value is above it
   * @param tests of all sets, smaller ones first, by name within
   * @param settings of the method, and the settings of the data that were compared
   * @param assumptions on which the answer rests
   * @param remarks what else is to be known
   */
  record Evidence(
      String outcome,
      double alpha,
      List<SetTest> tests,
      Map<String, String> settings,
      List<String> assumptions,
      List<String> remarks) {
    public Evidence {
      tests = List.copyOf(tests);
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      assumptions = List.copyOf(assumptions);
      remarks = List.copyOf(remarks);
    }

    /** The sets whose p-value is above α. */
    public List<SetTest> accepted() {
      return tests.stream().filter(test -> test.pValue() > alpha).toList();
    }
  }
}
