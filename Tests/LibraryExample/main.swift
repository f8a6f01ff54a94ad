import SaveStream

do {
  let stream = try SavedStream(CommandLine.arguments.last ?? "-")
  var costs: [UInt64: (bytes: UInt64, sends: Int)] = [:]
  try stream.pages.forEachEntry { page in
    guard let length = page.length else { return }
    let cost = costs[page.pfn] ?? (bytes: 0, sends: 0)
    costs[page.pfn] = (cost.bytes + length, cost.sends + 1)
  }
  let costliest = costs.sorted { ($0.value.bytes, $1.key) > ($1.value.bytes, $0.key) }
  for (pfn, cost) in costliest.prefix(10) {
    print("pfn 0x\(String(pfn, radix: 16)): \(cost.bytes) bytes, sent \(cost.sends) times")
  }
} catch let error as CaptureError where error.kind == .notAStream {
  print("\(error.path) is no stream of a Xen guest")
} catch let error as CaptureError {
  print("\(error.path): \(error.reason)")
}
