@_spi(Measuring) import SaveStream

/// The configuration of a made-up guest, in each of the forms in which one travels with a stream.
enum SampleConfig {
  /// The configuration of an HVM guest as libxl spells it (`libxl_domain_config`).
  static func json(guest: String, vcpus: Int) -> String {
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

  /// That of a PV guest.
  static func jsonPV(guest: String, vcpus: Int) -> String {
    """
    {
        "c_info": {
            "type": "pv",
            "name": "\(guest)",
            "uuid": "5a5e5c0e-0000-4000-8000-00163e5a5e0d"
        },
        "b_info": {
            "max_vcpus": \(vcpus),
            "avail_vcpus": [
                \((0..<vcpus).map(String.init).joined(separator: ",\n                "))
            ],
            "max_memkb": 320,
            "target_memkb": 168,
            "shadow_memkb": 1024,
            "sched_params": {

            },
            "type.pv": {
                "kernel": "/boot/halcyon",
                "cmdline": "root=/dev/xvda1 ro console=hvc0"
            },
            "arch_arm": {

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
        "on_reboot": "restart"
    }

    """
  }

  /// That of a PVH guest with one vCPU.
  static func jsonPVH(guest: String) -> String {
    """
    {
        "c_info": {
            "type": "pvh",
            "name": "\(guest)",
            "uuid": "5a5e5c0e-0000-4000-8000-00163e5a5e0f"
        },
        "b_info": {
            "max_vcpus": 1,
            "avail_vcpus": [
                0
            ],
            "max_memkb": 512,
            "target_memkb": 216,
            "shadow_memkb": 1024,
            "sched_params": {

            },
            "kernel": "/boot/vmlinuz-6.1.0-sample",
            "cmdline": "root=/dev/xvda1 ro console=hvc0 panic=10",
            "type.pvh": {

            },
            "arch_arm": {

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
        "on_reboot": "restart"
    }

    """
  }

  /// The XML of an HVM guest as libvirt spells it.
  static func xml(guest: String, vcpus: Int) -> String {
    """
    <domain type='xen'>
      <name>\(guest)</name>
      <uuid>5a5e5c0e-0000-4000-8000-00163e5a5e0e</uuid>
      <memory unit='KiB'>384</memory>
      <currentMemory unit='KiB'>224</currentMemory>
      <vcpu placement='static'>\(vcpus)</vcpu>
      <os>
        <type arch='x86_64' machine='xenfv'>hvm</type>
        <loader type='rom'>/usr/lib/xen-4.17/boot/hvmloader</loader>
        <boot dev='hd'/>
      </os>
      <clock offset='utc'/>
      <on_poweroff>destroy</on_poweroff>
      <on_reboot>restart</on_reboot>
      <devices>
        <disk type='file' device='disk'>
          <driver name='qemu' type='raw'/>
          <source file='/var/lib/xen/images/\(guest).img'/>
          <target dev='xvda' bus='xen'/>
        </disk>
      </devices>
    </domain>

    """
  }

  /// What xenopsd of XAPI keeps with an image, as an S-expression.
  static func xenops(guest: String) -> String {
    """
    ((time 20230328T10:41:34Z)(word_size 64)(vm_str "((VmExtra((name \(guest)))))")\
    (xs_subtree((domain/name \(guest)))))
    """
  }
}
