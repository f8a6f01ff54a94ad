/// The tail of a PV checkpoint, to be written.
package struct LegacyPVTail: Sendable {
  /// PFNs that have no frame, ascending.
  package var unmappedPFNs: [UInt64]
  /// The online vCPUs, ascending by id.
  package var vcpus: [VCPU]
  /// 4096 bytes.
  package var sharedInfo: [UInt8]

  package init(unmappedPFNs: [UInt64], vcpus: [VCPU], sharedInfo: [UInt8]) {
    self.unmappedPFNs = unmappedPFNs
    self.vcpus = vcpus
    self.sharedInfo = sharedInfo
  }

  /// What a tail holds of one vCPU.
  package struct VCPU: Sendable {
    /// `vcpu_guest_context` with PFNs in the place of MFNs: 5168 bytes, or 2800 of a 32-bit guest.
    package var context: [UInt8]
    /// `xen_domctl_ext_vcpucontext`; written as 128 bytes whatever its own size says.
    package var extendedContext: [UInt8]
    /// xcr0, xcr0_accum and the XSAVE area; nil for a host without XSAVE.
    package var xsave: XSave?

    package init(context: [UInt8], extendedContext: [UInt8], xsave: XSave? = nil) {
      self.context = context
      self.extendedContext = extendedContext
      self.xsave = xsave
    }
  }

  /// The XSAVE part of a vCPU.
  package struct XSave: Sendable {
    /// The features that the host can save.
    package var featureMask: UInt64
    package var content: [UInt8]

    package init(featureMask: UInt64, content: [UInt8]) {
      self.featureMask = featureMask
      self.content = content
    }

    /// Bytes on the wire, the two header words included: what the `xcnt` block of the header states.
    package var byteCount: UInt32 { UInt32(content.count + 16) }
  }

  /// Bytes that an extended context takes in the stream.
  static let extendedContextByteCount = 128

  /// The bytes on the wire.
  func encoded(for toolstack: WordSize) -> [UInt8] {
    var tail = LittleEndianBytes()
    tail.append(UInt32(unmappedPFNs.count))
    for pfn in unmappedPFNs { tail.append(pfn, as: toolstack) }
    for vcpu in vcpus {
      tail.append(bytes: vcpu.context)
      var extended = LittleEndianBytes(zeros: Self.extendedContextByteCount)
      extended.put(bytes: vcpu.extendedContext, at: 0)
      tail.append(bytes: extended.bytes)
      guard let xsave = vcpu.xsave else { continue }
      tail.append(xsave.featureMask)
      tail.append(UInt64(xsave.content.count))
      tail.append(bytes: xsave.content)
    }
    tail.append(bytes: sharedInfo)
    return tail.bytes
  }
}
