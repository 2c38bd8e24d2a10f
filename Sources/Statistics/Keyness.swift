internal import Foundation

/// How much more often one group of speakers says a word than another: the z score of a log odds ratio with an informative
/// prior, counted in people. After Monroe, Colaresi & Quinn ("Fightin' Words", Political Analysis 16, 2008), with all
/// four terms of the variance. 990 of 1000 against 980 of 1000 with prior share 0.985 is 1.796.
///
/// - Parameters:
///   - said: people of the group who said it; `of` its speakers.
///   - saidElsewhere: people of the other group who said it; `ofOthers` its speakers.
/// - Returns: 0 if either group has no speakers.
public func keyness(said: Int, of speakers: Int, saidElsewhere: Int, ofOthers others: Int) -> Double {
  guard speakers > 0, others > 0, said + saidElsewhere > 0 else { return 0 }
  let share = Double(said + saidElsewhere) / Double(speakers + others)
  return keyness(said: said, of: speakers, saidElsewhere: saidElsewhere, ofOthers: others, prior: share)
}

/// The same with the prior share given.
func keyness(said: Int, of speakers: Int, saidElsewhere: Int, ofOthers others: Int, prior: Double) -> Double {
  let a = 10 * prior
  let b = 10 * (1 - prior)
  let terms = [
    Double(said) + a, Double(speakers - said) + b, Double(saidElsewhere) + a,
    Double(others - saidElsewhere) + b,
  ]
  guard terms.allSatisfy({ $0 > 0 }) else { return 0 }
  // Added group by group, so that swapping the groups gives exactly the opposite result.
  let variance = (1 / terms[0] + 1 / terms[1]) + (1 / terms[2] + 1 / terms[3])
  return logOddsRatio(terms) / variance.squareRoot()
}

/// The natural logarithm of the odds of the first two terms divided by the odds of the last two; all must be positive.
func logOddsRatio(_ terms: [Double]) -> Double { log(terms[0] / terms[1]) - log(terms[2] / terms[3]) }
