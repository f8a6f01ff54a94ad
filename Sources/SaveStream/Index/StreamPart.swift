/// A part of a stream that a finding can name, by the words a reader of the finding sees.
public enum StreamPart: String, Sendable, BitwiseCopyable {
  case stream = "the stream"
  case envelope = "the envelope"
  case p2mSize = "p2m_size"
  case extendedInfo = "the extended info"
  case p2mFrameList = "the p2m frame list"
  case chunkID = "a chunk id"
  case pfnArray = "a PFN array"
  case pageData = "page data"
  case compressedData = "COMPRESSED_DATA"
  case chunkPayload = "a chunk"
  case unmappedList = "the unmapped PFN list"
  case vcpuContext = "a vCPU context"
  case extendedContext = "an extended vCPU context"
  case xsave = "an XSAVE area"
  case sharedInfo = "the shared info page"
  case magicPFNs = "the magic PFNs"
  case hvmContext = "the HVM context"
  case deviceModelSignature = "the device-model signature"
  case deviceModelRecord = "the device-model record"
  case body = "a body"
  case nextCheckpoint = "the next checkpoint"

  // What a capture may hold that is recognised, and not read yet.
  case libxlStream = "a libxl v2 stream"
  case libxcStream = "a libxc v2 or v3 stream"
  case xapiImage = "a XAPI suspend image"
  case libvirtImage = "a libvirt save image"
  case qemuState = "QEMU device-model state"
  case receiverSide = "the receiver's side of an xl migration"

  /// The part for a content that an envelope scan names.
  init(unread content: String) {
    let parts: [(word: String, part: StreamPart)] = [
      ("libxl", .libxlStream), ("libxc", .libxcStream), ("XAPI", .xapiImage), ("libvirt", .libvirtImage),
      ("QEMU", .qemuState), ("receiver", .receiverSide),
    ]
    self = parts.first { content.contains($0.word) }?.part ?? .stream
  }
}
