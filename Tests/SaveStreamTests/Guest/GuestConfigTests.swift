import TestSupport
import Testing

@_spi(Measuring) @testable import SaveStream

@Suite struct GuestConfigTests {
  private static func text(_ text: String) -> CaptureText { CaptureText(text.utf8) }

  @Test func readsWhatXlWritesOfAGuest() throws {
    let fixture = try #require(Fixtures.v3.first { $0.name == "tiny-pv" })
    let config = GuestConfig(json: Array(try FixtureFile.bytes(fixture.path)[52..<52 + 761]))
    #expect(config.name == GuestConfigTests.text("tinypv"))
    #expect(config.uuid == GuestConfigTests.text("22650947-f894-48d3-a0fa-298c6a0d5c32"))
    #expect(config.kind == .pv)
    #expect(config.vcpus == 1)
    #expect(config.memoryKiB == 4096)
    #expect(config.maximumMemoryKiB == 4096)
    #expect(config.deviceModelVersion == nil)
  }

  @Test func readsTheNamesOfItsOwnObjectsOnly() {
    let json = """
      [{"domid": 1, "config": {"disks": [{"name": "no"}], "c_info": {"type": "pvh", "name": "a\\"b"},
      "b_info": {"device_model_version": "qemu_xen", "max_vcpus": 8, "type.hvm": {"max_memkb": 1}}}}]
      """
    let config = GuestConfig(json: Array(json.utf8))
    #expect(config.name == GuestConfigTests.text("a\"b"))
    #expect(config.kind == .pvh)
    #expect(config.vcpus == 8)
    #expect(config.maximumMemoryKiB == nil)
    #expect(config.deviceModelVersion == GuestConfigTests.text("qemu_xen"))
  }

  @Test func readsConfigurationFiles() {
    let config = GuestConfig(
      text: Array(
        """
        # a guest
        name = "web # 1"   # its name
        builder='hvm'
        memory = 512
        maxmem=1024 # MiB
        vcpus = 2
        maxvcpus = "4"
        disk = [ 'phy:/dev/vg/web,xvda,w' ]
        uuid = 'cbc313c9-dcbb-4279-964e-33c34a2dbc74'
        """.utf8))
    #expect(config.name == GuestConfigTests.text("web # 1"))
    #expect(config.kind == .hvm)
    #expect(config.memoryKiB == 524_288)
    #expect(config.maximumMemoryKiB == 1_048_576)
    #expect(config.vcpus == 4)
    #expect(config.uuid == GuestConfigTests.text("cbc313c9-dcbb-4279-964e-33c34a2dbc74"))
  }

  @Test func readsTheExpressionsOfXend() {
    let sxp = """
      (domain (domid 5) (name "old one") (uuid 1-2) (vcpus 3) (memory 256) (maxmem 300)
      (image (linux (kernel /boot/vmlinuz) (name wrong))) (device (vif (name wrong))))
      """
    let config = GuestConfig(sxp: Array(sxp.utf8))
    #expect(config.name == GuestConfigTests.text("old one"))
    #expect(config.uuid == GuestConfigTests.text("1-2"))
    #expect(config.kind == .pv)
    #expect(config.vcpus == 3)
    #expect(config.memoryKiB == 262_144)
    #expect(config.maximumMemoryKiB == 307_200)
    #expect(GuestConfig(sxp: Array("(domain(image(hvm(pae 1))))".utf8)).kind == .hvm)
  }

  @Test func readsTheXMLOfLibvirt() {
    let xml = """
      <?xml version="1.0"?><!-- <name>no</name> --><domain type='xen'>
        <name>a &lt;b&gt; &amp; c</name><uuid>1-2</uuid><title/>
        <memory unit='MiB'>96</memory><currentMemory>1000</currentMemory>
        <vcpu placement='static' note="a > b">2</vcpu><os><type arch='x86_64'>xenpvh</type></os>
        <devices><disk><name>no</name></disk></devices></domain>
      """
    let config = GuestConfig(xml: Array(xml.utf8))
    #expect(config.name == GuestConfigTests.text("a <b> & c"))
    #expect(config.uuid == GuestConfigTests.text("1-2"))
    #expect(config.maximumMemoryKiB == 98_304)
    #expect(config.memoryKiB == 1000)
    #expect(config.vcpus == 2)
    #expect(config.kind == .pvh)
  }

  @Test func readsTheExpressionsOfXenopsd() {
    let machine =
      "((id cbc3)(name \\\"a b\\\")(ty(HVM((hap true)(name x))))(memory_static_max 1073741824)"
      + "(memory_dynamic_max 536870912)(vcpu_max 4)(vcpus 2))"
    let record = "((time 20250502T09:55:35Z)(word_size 64)(vm_str \"\(machine)\")(xs_subtree((name no)(vm /vm/7))))"
    let config = GuestConfig(xenops: Array(record.utf8))
    #expect(config.name == GuestConfigTests.text("a b"))
    #expect(config.uuid == GuestConfigTests.text("cbc3"))
    #expect(config.kind == .hvm)
    #expect(config.vcpus == 4)
    #expect(config.memoryKiB == 524_288)
    #expect(config.maximumMemoryKiB == 1_048_576)
    let stored = GuestConfig(
      xenops: Array("((xs_subtree((domain/name w)(vm /vm/7)(memory/target 4096)(memory/static-max 8192))))".utf8))
    #expect(stored.name == GuestConfigTests.text("w"))
    #expect(stored.uuid == GuestConfigTests.text("7"))
    #expect(stored.memoryKiB == 4096)
    #expect(stored.maximumMemoryKiB == 8192)
  }

  @Test func sizesThatOverflowAreNone() {
    let config = GuestConfig(text: Array("memory=18446744073709551615\nmaxmem=99999999999999999999999\n".utf8))
    #expect(config.memoryKiB == nil)
    #expect(config.maximumMemoryKiB == nil)
  }

  @Test func randomConfigurationsNeitherTrapNorHang() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let pieces = [
      "(", ")", "<", ">", "</", "/>", "=", "\"", "'", "\\", "\\1", "<!--", "-->", "&lt;", "&", "name", "domain", " ",
      "\n", "\0", "9", "é", "#",
    ]
    for _ in 0..<5000 {
      let text = (0..<random.next() % 50).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
      let bytes = Array(text.utf8)
      let configs = [
        GuestConfig(text: bytes), GuestConfig(sxp: bytes), GuestConfig(xml: bytes), GuestConfig(xenops: bytes),
      ]
      #expect(configs.count == 4, "seed \(seed)")
    }
  }
}
