import SaveStream

/// What `xl save` of Xen 4.5 writes before the stream: its header and the guest's configuration.
enum SampleXLHeader {
  /// The header of 48 bytes, and as optional data the length of the configuration and its text, a NUL included.
  static func bytes(config: String) -> [UInt8] {
    let text = Array(config.utf8) + [0]
    var header = LittleEndianBytes()
    header.append(text: "Xen saved domain, xl format\n \0 \r")
    header.append(UInt32(0x0102_0304))
    // The configuration is JSON.
    header.append(UInt32(1))
    header.append(UInt32(0))
    header.append(UInt32(4 + text.count))
    header.append(UInt32(text.count))
    header.append(bytes: text)
    return header.bytes
  }

  /// A configuration as libxl spells it (`libxl_domain_config`).
  static func config(guest: String, vcpus: Int) -> String {
    """
    {
        "c_info": {
            "type": "hvm",
            "name": "\(guest)",
            "uuid": "5a5e5c0e-0000-4000-8000-00163e5a5e0c",
            "run_hotplug_scripts": "True"
        },
        "b_info": {
            "max_vcpus": \(vcpus),
            "avail_vcpus": [
                \((0..<vcpus).map(String.init).joined(separator: ",\n            "))
            ],
            "max_memkb": 384,
            "target_memkb": 224,
            "video_memkb": 8,
            "shadow_memkb": 1024,
            "device_model_version": "qemu_xen",
            "sched_params": {

            },
            "claim_mode": "False",
            "type.hvm": {
                "vga": {
                    "kind": "cirrus"
                },
                "vnc": {
                    "enable": "True",
                    "listen": "127.0.0.1"
                },
                "boot": "c"
            }
        },
        "disks": [
            {
                "pdev_path": "/var/lib/xen/images/\(guest).img",
                "vdev": "xvda",
                "format": "raw",
                "readwrite": 1
            }
        ],
        "nics": [
            {
                "devid": 0,
                "mac": "00:16:3e:5a:5e:0c",
                "bridge": "xenbr0"
            }
        ],
        "on_reboot": "restart"
    }

    """
  }
}
