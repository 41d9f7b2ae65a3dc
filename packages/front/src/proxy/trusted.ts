import { BlockList, isIP } from "node:net";

/** Addresses whose word on who asked is believed; undefined where the text is no list of networks. */
export function trustedNetworks(text: string): ((address: string) => boolean) | undefined {
  const list = new BlockList();
  for (const part of text.split(",").filter((p) => p !== "")) {
    const [address = "", bits, ...more] = part.trim().split("/");
    const version = isIP(address);
    const most = version === 4 ? 32 : 128;
    if (version === 0 || more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)) || Number(bits ?? 0) > most)
      return undefined;
    list.addSubnet(address, bits === undefined ? most : Number(bits), version === 4 ? "ipv4" : "ipv6");
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}
