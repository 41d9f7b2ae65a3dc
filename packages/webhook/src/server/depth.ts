const [QUOTE, BACKSLASH, LIST, LIST_END, MAP, MAP_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether a text in JSON nests deeper than so: looked at before it is parsed, since what is too deep exhausts the stack of others. */
export function isDeeperThan(json: Buffer, max: number): boolean {
  let depth = 0;
  let isText = false;
  for (let i = 0; i < json.length; i++) {
    const byte = json[i];
    if (isText) {
      if (byte === BACKSLASH) i += 1;
      else if (byte === QUOTE) isText = false;
    } else if (byte === QUOTE) isText = true;
    else if (byte === MAP || byte === LIST) {
      depth += 1;
      if (depth > max) return true;
    } else if (byte === MAP_END || byte === LIST_END) depth -= 1;
  }
  return false;
}
