/// The rules that a stream can break, by the stable id that every output uses.
///
/// The words of a finding are made in `FindingText`; what a rule means and what Xen's receivers do about it is
/// listed in `docs/findings.md`.
public enum FindingRule: String, Sendable, CaseIterable, BitwiseCopyable {
  // The capture as a whole.
  case cutShort = "cut-short"
  case readFailed = "read-failed"
  case unpackingFailed = "unpacking-failed"
  case notReadYet = "not-read-yet"
  case noStream = "no-stream"
  case indexingStopped = "indexing-stopped"
  case indexFull = "index-full"
  case trailingBytes = "trailing-bytes"
  case trailingHandshake = "trailing-handshake"
  case extraDeviceModelRecord = "extra-device-model-record"

  // Envelopes.
  case xlByteOrder = "xl-byte-order"
  case xlUnknownFlag = "xl-unknown-flag"
  case xlConfigOverrun = "xl-config-overrun"
  case xlStreamVersion = "xl-stream-version"

  // The legacy header.
  case p2mSizeOutOfRange = "p2m-size-out-of-range"
  case extendedInfoOverrun = "extended-info-overrun"
  case extendedInfoUnknownBlock = "extended-info-unknown-block"
  case vcpuBlockSize = "vcpu-block-size"
  case xcntBlockSize = "xcnt-block-size"
  case p2mFrameOutOfRange = "p2m-frame-out-of-range"

  // Chunks of a legacy body.
  case unknownChunk = "unknown-chunk"
  case batchTooLarge = "batch-too-large"
  case batchWithoutContent = "batch-without-content"
  case pfnOutOfRange = "pfn-out-of-range"
  case pfnRepeated = "pfn-repeated"
  case pageTypeUndefined = "page-type-undefined"
  case pinWithoutTable = "pin-without-table"
  case allocateOnlyLate = "allocate-only-late"
  case vcpuInfoMissing = "vcpu-info-missing"
  case vcpuInfoRepeated = "vcpu-info-repeated"
  case vcpuLimit = "vcpu-limit"
  case ioreqServerPair = "ioreq-server-pair"
  case acpiPortsValue = "acpi-ports-value"
  case hvmChunkInPV = "hvm-chunk-in-pv"
  case toolstackLayout = "toolstack-layout"
  case tmemLayout = "tmem-layout"
  case verifyInRemus = "verify-in-remus"
  case verifyMismatch = "verify-mismatch"
  case lastCheckpointMissing = "last-checkpoint-missing"
  case lastCheckpointInRemus = "last-checkpoint-in-remus"
  case compressionEnabledLate = "compression-enabled-late"

  // Compressed data.
  case compressedUnexpected = "compressed-unexpected"
  case compressedLength = "compressed-length"
  case compressedEmpty = "compressed-empty"
  case deltaZeroRun = "delta-zero-run"
  case deltaPastPage = "delta-past-page"
  case deltaTooShort = "delta-too-short"
  case deltaSplit = "delta-split"
  case deltaBeforeEntry = "delta-before-entry"
  case deltaMissing = "delta-missing"
  case deltaLeftOver = "delta-left-over"
  case deltaForPageTable = "delta-for-page-table"
  case deltaWithoutBase = "delta-without-base"
  case deltaDesync = "delta-desync"
  case staleSlot = "stale-slot"

  // Tails.
  case unmappedCount = "unmapped-count"
  case unmappedOutOfRange = "unmapped-out-of-range"
  case vcpuPageTableBase = "vcpu-page-table-base"
  case vcpuDescriptorTable = "vcpu-descriptor-table"
  case xsaveSize = "xsave-size"
  case hvmContextHeader = "hvm-context-header"
  case hvmContextOverrun = "hvm-context-overrun"
  case hvmContextNoEnd = "hvm-context-no-end"
  case hvmContextUnknownRecord = "hvm-context-unknown-record"
  case hvmContextRecordLength = "hvm-context-record-length"
  case deviceModelSignature = "device-model-signature"
  case deviceModelMagic = "device-model-magic"
}
