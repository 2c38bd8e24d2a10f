/// Every word that the grammar itself uses, once. The lexer marks each bare word that is one of them; `Registry` says where
/// it may also be a name.
public enum Keyword: String, Sendable, Hashable, CaseIterable {
  // Joining
  case and, or, not, `where`, `for`, from, of, among, by, `in`, `is`, are, with, within, then, versus, vs,
    `as`, to
  case between
  // Conditions
  case did, mentioned, mentioning, said, heard, responded, never, they, their, anything, nothing, something,
    except
  case any, all, exactly, near, negated, words, same, on, times, once, twice, at, least, most, more, than,
    fewer, less
  case missing, set, `true`, `false`, contains, contain, does, starts, ends, matches
  // Time
  case last, first, the, this, since, before, after, over, ago, today, yesterday, calendar
  // Values
  case count, number, rate, mentions, doing, average, median, total, min, max, latest, distinct,
    weighted, answer
  // Populations
  case events, feedback, about, them, rest, customers, everybody, people, users, accounts
  // Clauses
  case having, show, sort, descending, ascending, limit, per, seed, bar, line, table, heatmap, spread, steps,
    without
  case strict, bins, quantiles, split, weekday, ending
  // Verbs
  case segment, sample, quotes, topics, priorities, blindspots, measure, trend, compare, why, person, funnel
  case retention, survival, lifecycle, paths, define, topic, synonym, suggest, expect, param, use, note,
    describe,
    explain,
    export
  case link, load, ignores
  // Settings
  case timezone, language, week
  // Loads
  case key, customer, name, text, score, value, label, start, end, id, speaker, dates, day, month, year,
    segments,
    columns
  case channel, join, each, type, rename, ignore, none, sqlite, postgres, query
  case integer, decimal, cents, boolean, date, timestamp, duration
  case skip, rows, row, lines, header, backslash, keep, rates, decimals, comma, point, newest, oldest, one, a
  case ids, fold, `case`, zeros, characters, equal, list, plain, charges, encoding, sheet
  case stdin, format, csv, json, jsonl, parquet, xlsx
  // Exports
  case hubspot, customerio, intercom
}

extension Unit {
  /// The unit of a word, in either number: `day`, `days`.
  init?(word: String) {
    let singular = word.hasSuffix("s") ? String(word.dropLast()) : word
    guard let unit = Unit(rawValue: singular) else { return nil }
    self = unit
  }

  public var plural: String { rawValue + "s" }
}
