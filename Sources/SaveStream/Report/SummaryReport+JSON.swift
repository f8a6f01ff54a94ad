extension SummaryReport {
  func writeJSON(to output: ReportOutput) throws(OutputError) {
    var json = JSONWriter(output)
    json.beginObject()
    json.field("schema", 1)
    writeFile(to: &json)
    writeEnvelopes(to: &json)
    writeStream(to: &json)
    json.beginArray("checkpoints")
    for position in listed {
      json.breakLine()
      writeCheckpoint(position, to: &json)
      try output.check()
    }
    json.endArray()
    json.beginObject("findings")
    json.field("error", findingCount(.error))
    json.field("warning", findingCount(.warning))
    json.field("note", findingCount(.note))
    json.endObject()
    writeRunLengths(to: &json)
    json.endObject()
    json.endLine()
    try output.check()
  }

  func writeJSONLines(to output: ReportOutput) throws(OutputError) {
    var json = JSONWriter(output)
    for position in listed {
      writeCheckpoint(position, to: &json)
      json.endLine()
      try output.check()
    }
  }

  private func writeRunLengths(to json: inout JSONWriter) {
    guard let runLengths else { return }
    json.beginArray("runLengths")
    for bucket in runLengths.buckets {
      json.beginObject()
      json.field("from", bucket.length.lowerBound)
      json.field("to", bucket.length.upperBound)
      json.field("runs", bucket.runs)
      json.field("words", bucket.words)
      json.endObject()
    }
    json.endArray()
  }

  private func writeFile(to json: inout JSONWriter) {
    json.beginObject("file")
    json.field("path", FileNameText.readable(capture.path))
    json.field("size", index.size)
    json.field("compression", capture.compression.rawValue)
    json.endObject()
  }

  private func writeEnvelopes(to json: inout JSONWriter) {
    json.beginArray("envelopes")
    for envelope in index.envelopes {
      json.beginObject()
      json.field("kind", envelope.kind.rawValue)
      json.field("offset", envelope.offset)
      json.field("length", envelope.length)
      json.endObject()
    }
    json.endArray()
  }

  private func writeStream(to json: inout JSONWriter) {
    json.key("stream")
    guard let stream = index.stream else { return json.value(nil as String?) }
    json.beginObject()
    json.field("format", stream.format.rawValue)
    json.field("toolstackBits", stream.toolstackBits)
    json.field("guest", stream.guest.rawValue)
    json.field("guestBits", stream.guestBits)
    json.field("p2mSize", stream.p2mSize)
    json.field("checkpointed", index.isCheckpointed)
    json.field("compressed", isCompressed)
    json.field("lastCompleteCheckpoint", index.lastCompleteCheckpoint)
    json.field("takeover", index.takeover)
    json.endObject()
  }

  private func writeCheckpoint(_ position: Int, to json: inout JSONWriter) {
    let row = index.checkpoints[position]
    let totals = index.totals(ofCheckpoint: position)
    json.beginObject()
    json.field("index", position)
    json.field("offset", row.offset)
    json.field("length", row.length)
    json.field("complete", row.isComplete)
    json.field("iterations", totals.iterations)
    json.field("entries", totals.entries)
    json.field("pages", totals.pages)
    writeTypes(totals.entriesByType, to: &json)
    json.field("verifyPages", totals.verifyPages)
    writeBytes(totals.bytes, to: &json)
    writeDelta(totals.delta, to: &json)
    json.endObject()
  }

  /// Every type has its key, so that a reader need not ask whether it is there.
  private func writeTypes(_ counts: [UInt64], to json: inout JSONWriter) {
    json.beginObject("types")
    for (type, count) in zip(PageType.all, counts) {
      json.key(text: type.name)
      json.value(count)
    }
    json.endObject()
  }

  private func writeBytes(_ bytes: ByteTotals, to json: inout JSONWriter) {
    json.beginObject("bytes")
    json.field("framing", bytes.framing)
    json.field("pfnArrays", bytes.pfnArrays)
    json.field("pageData", bytes.pageData)
    json.field("compressedData", bytes.compressedData)
    json.field("metadata", bytes.metadata)
    json.field("tail", bytes.tail)
    json.field("unknown", bytes.unknown)
    json.endObject()
  }

  private func writeDelta(_ delta: DeltaTotals?, to json: inout JSONWriter) {
    json.key("delta")
    guard let delta else { return json.value(nil as String?) }
    json.beginObject()
    json.field("empty", delta.empty)
    json.field("full", delta.full)
    json.field("delta", delta.delta)
    json.field("runs", delta.runs)
    json.field("skips", delta.skips)
    json.field("literalBytes", delta.literalBytes)
    json.field("markerBytes", delta.markerBytes)
    json.field("encodedBytes", delta.encodedBytes)
    json.key("ratio")
    json.value(ratio: delta.ratio)
    json.endObject()
  }
}
