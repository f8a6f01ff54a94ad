/// The pages through which a guest talks to xenstore, to its console and to its device model.
enum SharedRings {
  /// `struct xenstore_domain_interface` (`xen/include/public/io/xs_wire.h`).
  static let xenstore = Layout(
    "xenstore_domain_interface", byteCount: 2076,
    [
      .init("req", at: 0, .bytes(1024), "ring of requests, guest to xenstore"),
      .init("rsp", at: 1024, .bytes(1024), "ring of replies and watch events"),
      .init("req_cons", at: 2048, .number(bytes: 4), "bytes of requests taken out"),
      .init("req_prod", at: 2052, .number(bytes: 4), "bytes of requests put in"),
      .init("rsp_cons", at: 2056, .number(bytes: 4), "bytes of replies taken out"),
      .init("rsp_prod", at: 2060, .number(bytes: 4), "bytes of replies put in"),
      .init("server_features", at: 2064, .address(bytes: 4), "since Xen 4.5"),
      .init("connection", at: 2068, .number(bytes: 4), "since Xen 4.5: 0 connected, 1 to be connected anew"),
      .init("error", at: 2072, .number(bytes: 4), "since Xen 4.17"),
    ])

  /// `struct xencons_interface` (`xen/include/public/io/console.h`).
  static let console = Layout(
    "xencons_interface", byteCount: 3088,
    [
      .init("in", at: 0, .text(bytes: 1024), "ring of what was typed"),
      .init("out", at: 1024, .text(bytes: 2048), "ring of what the guest printed"),
      .init("in_cons", at: 3072, .number(bytes: 4), "bytes typed that were taken out"),
      .init("in_prod", at: 3076, .number(bytes: 4), "bytes typed that were put in"),
      .init("out_cons", at: 3080, .number(bytes: 4), "bytes printed that were taken out"),
      .init("out_prod", at: 3084, .number(bytes: 4), "bytes printed that were put in"),
    ])

  /// `struct shared_iopage` (`xen/include/public/hvm/ioreq.h`): a request for each vCPU.
  static let ioreq = Layout(
    "shared_iopage", byteCount: pageSize, [.init("vcpu_ioreq", at: 0, .array(.structure(request), count: 128))])

  private static let request = Layout(
    "ioreq", byteCount: 32,
    [
      .init("addr", at: 0, .address(bytes: 8), "port or physical address"),
      .init("data", at: 8, .address(bytes: 8), "data, or where it is"),
      .init("count", at: 16, .number(bytes: 4)),
      .init("size", at: 20, .number(bytes: 4), "bytes"),
      .init("vp_eport", at: 24, .number(bytes: 4), "event channel"),
      .init("state", at: 30, .address(bytes: 1), "bits 0-3 how far it is, 4 data is a pointer, 5 read, 6 downwards"),
      .init(
        "type", at: 31,
        .choice(bytes: 1, names: [0: "port", 1: "memory", 2: "PCI configuration", 7: "time offset", 8: "invalidate"])),
    ])

  /// `struct buffered_iopage` (`xen/include/public/hvm/ioreq.h`): requests that need no answer.
  static let bufferedIoreq = Layout(
    "buffered_iopage", byteCount: pageSize,
    [
      .init("read_pointer", at: 0, .number(bytes: 4), "requests taken out"),
      .init("write_pointer", at: 4, .number(bytes: 4), "requests put in"),
      .init("buf_ioreq", at: 8, .array(.address(bytes: 8), count: 511), "type, direction, size, address and data"),
    ])
}
