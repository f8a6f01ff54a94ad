/// Mutates as libFuzzer does by itself, in front of the choice at the end; and at times only chooses anew.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutateBeforeChoice(
  _ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: CUnsignedInt
) -> Int {
  guard most > Choice.length else { return mutate(data, count, most) }
  let input = UnsafeMutableBufferPointer(start: data, count: most)
  let (content, choice) = Choice.parted(Array(input[..<count]))
  var random = Random(UInt64(seed))
  let choosesAnew = random.below(4) == 0
  let room = most - Choice.length
  var end = min(content.count, room)
  if !choosesAnew || end == 0 { end = mutate(data, end, room) }
  let named = choosesAnew || !choice.isNamed ? UInt32(truncatingIfNeeded: random.next()) : choice.seed
  for byte in Choice.mark + (0..<4).map({ UInt8(truncatingIfNeeded: named >> ($0 * 8)) }) {
    input[end] = byte
    end += 1
  }
  return end
}

/// Two inputs crossed, each without its choice.
@_cdecl("LLVMFuzzerCustomCrossOver")
public func crossBeforeChoice(
  _ first: UnsafePointer<UInt8>, _ firstCount: Int, _ second: UnsafePointer<UInt8>, _ secondCount: Int,
  _ output: UnsafeMutablePointer<UInt8>, _ most: Int, _ seed: CUnsignedInt
) -> Int {
  let (head, choice) = Choice.parted(Array(UnsafeBufferPointer(start: first, count: firstCount)))
  let (tail, _) = Choice.parted(Array(UnsafeBufferPointer(start: second, count: secondCount)))
  var random = Random(UInt64(seed))
  let cut = random.below(head.count + 1)
  let crossed = head[..<cut] + tail[min(random.flip() ? cut : random.below(tail.count + 1), tail.count)...]
  let end = Choice.mark + (0..<4).map { UInt8(truncatingIfNeeded: choice.seed >> ($0 * 8)) }
  let all = crossed.prefix(max(0, most - end.count)) + end
  for (place, byte) in all.prefix(most).enumerated() { output[place] = byte }
  return min(all.count, most)
}

@_silgen_name("LLVMFuzzerMutate")
private func mutate(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int
