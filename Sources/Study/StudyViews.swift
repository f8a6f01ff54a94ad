/// Questions that nearly everybody asks, as views of a database. Each is made anew whenever captures have been added,
/// so that those of an older program do not stay.
enum StudyViews {
  /// Name and query.
  static let all: [(name: String, query: String)] = [
    ("captureTotals", captureTotals), ("encodingsByCheckpoint", encodingsByCheckpoint),
    ("typesByCheckpoint", typesByCheckpoint), ("hotPages", hotPages), ("pageHistory", pageHistory),
    ("deltaSizes", deltaSizes), ("rulesByCapture", rulesByCapture),
  ]

  /// A row for each capture: how many checkpoints, and what those behind the first image sent on average.
  private static let captureTotals = """
    SELECT captures.capture, file, format, guest, size, verdict,
      count(checkpoint) AS checkpoints,
      sum(checkpoints.pages) AS pages,
      avg(checkpoints.length) FILTER (WHERE checkpoint > 0) AS meanBytes,
      max(checkpoints.length) FILTER (WHERE checkpoint > 0) AS mostBytes,
      avg(checkpoints.pages) FILTER (WHERE checkpoint > 0) AS meanPages,
      4096.0 * sum(checkpoints.empty + checkpoints."full" + checkpoints.delta)
        / nullif(sum(encodedBytes), 0) AS ratio
    FROM captures LEFT JOIN checkpoints USING (capture) GROUP BY captures.capture
    """

  /// How the pages of a checkpoint travelled, and what that cost.
  private static let encodingsByCheckpoint = """
    SELECT capture, checkpoint, encoding, count(*) AS pages, sum(length) AS bytes
    FROM sends GROUP BY capture, checkpoint, encoding
    """

  /// What types of pages a checkpoint sent.
  private static let typesByCheckpoint = """
    SELECT capture, checkpoint, type, count(*) AS pages, sum(length) AS bytes
    FROM sends GROUP BY capture, checkpoint, type
    """

  /// Pages with the part of the checkpoints that sent them, of those in which they could be sent again.
  private static let hotPages = """
    SELECT pages.capture, pfn, sends, bytes, ratio, changedWords,
      1.0 * (pages.checkpoints - (firstCheckpoint = 0))
        / nullif((SELECT max(checkpoint) FROM checkpoints WHERE checkpoints.capture = pages.capture), 0) AS share
    FROM pages
    """

  /// Each time a page was sent, with the checkpoints since the time before.
  private static let pageHistory = """
    SELECT capture, pfn, checkpoint, encoding, length, changedWords,
      checkpoint - lag(checkpoint) OVER (PARTITION BY capture, pfn ORDER BY checkpoint, iteration, batch, "index")
        AS since
    FROM sends WHERE encoding NOT IN ('none', 'verify')
    """

  /// How long deltas are, in powers of two: `bytes` is the least length of a class.
  private static let deltaSizes = """
    SELECT capture, bytes, count(*) AS pages, sum(length) AS total FROM (
      SELECT capture, length, CASE
        WHEN length < 8 THEN 1 WHEN length < 16 THEN 8 WHEN length < 32 THEN 16 WHEN length < 64 THEN 32
        WHEN length < 128 THEN 64 WHEN length < 256 THEN 128 WHEN length < 512 THEN 256
        WHEN length < 1024 THEN 512 WHEN length < 2048 THEN 1024 ELSE 2048 END AS bytes
      FROM sends WHERE encoding = 'delta') GROUP BY capture, bytes
    """

  /// Which rules a capture breaks, how often, and where first.
  private static let rulesByCapture = """
    SELECT capture, severity, rule, count(*) AS findings, min("offset") AS firstOffset, min(message) AS message
    FROM findings GROUP BY capture, severity, rule
    """
}
