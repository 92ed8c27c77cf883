import { BlockList, isIP } from 'node:net';

/** Special-purpose ranges of the IANA registries (RFC 6890 and its successors): never a booking site. */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) inside.addSubnet(net, bits, 'ipv4'); // prettier-ignore

/** Of IPv6 only the global unicast range, without the parts that carry other addresses or documentation. */
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const carried6 = new BlockList();
for (const [net, bits] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const) carried6.addSubnet(net, bits, 'ipv6'); // prettier-ignore

export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !inside.check(address, 'ipv4');
    case 6:
      return global6.check(address, 'ipv6') && !carried6.check(address, 'ipv6');
    default:
      return false;
  }
}
