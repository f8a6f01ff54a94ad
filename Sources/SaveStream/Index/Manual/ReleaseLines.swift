extension UnruledLine {
  /// What is right for other releases, or for another way to call the receiver.
  static let releaseLines: [UnruledLine] = [
    UnruledLine(
      LogLine("RuntimeError: todo", by: .converter, in: "4.6 and later"),
      meaning: "the stream has transcendent memory or page compression, which Xen's converter does not know",
      remedy: "restore with a release up to 4.5, or convert it with `savescope recode --to v3`"),
    UnruledLine(
      LogLine("Invalid Version: Expected …, Got …", in: "4.6 and later"),
      meaning: "a libxc stream of another version: 4.6 to 4.13 read 2 only, later ones 2 and 3",
      remedy: "restore with the sender's release or a later one"),
    UnruledLine(
      LogLine("Found checkpoint in non-checkpointed stream", in: "4.6 and later"),
      meaning:
        "a Remus or COLO stream was given to a receiver that was not told of checkpoints (a file to `xl restore`)",
      remedy: "`savescope cut --checkpoint K FILE -o OUT` makes an image of it"),
    UnruledLine(
      LogLine("toolstack data available but no callback provided", in: "4.2 to 4.5"),
      meaning: "the stream has a TOOLSTACK chunk, and the receiver's toolstack (xend) cannot use it",
      remedy: "restore with xl"),
    UnruledLine(
      LogLine("No xl header", by: .converter, in: "4.6 and later"),
      meaning: "the converter was told of an xl header (`-x`), and none is there"),
    UnruledLine(
      LogLine("PT L… race on pfn=… mfn=…", in: "4.0 to 4.5", hex: true),
      meaning: "a page table changed while it was sent; it is sent again, and nothing is wrong"),
  ]
}
