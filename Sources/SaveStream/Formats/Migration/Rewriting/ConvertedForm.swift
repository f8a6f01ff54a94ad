/// What stands around the libxc stream that a conversion writes.
package enum ConvertedForm: Sendable, Equatable {
  /// Nothing.
  case libxc
  /// A libxl v2 stream.
  case libxl
  /// A libxl v2 stream, and the header of an xl file.
  case xl
  /// A libxl v2 stream, and the header of libvirt.
  case libvirt
}
