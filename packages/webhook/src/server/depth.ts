const [QUOTE, BACKSLASH, LIST, LIST_END, MAP, MAP_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d];

/** Whether a text in JSON nests deeper than so: looked at before it is parsed, since what is too deep exhausts the stack of others. */
export function isDeeperThan(json: string, max: number): boolean {
  let depth = 0;
  let isText = false;
  for (let i = 0; i < json.length; i++) {
    const char = json.charCodeAt(i);
    if (isText) {
      if (char === BACKSLASH) i += 1;
      else if (char === QUOTE) isText = false;
    } else if (char === QUOTE) isText = true;
    else if (char === MAP || char === LIST) {
      depth += 1;
      if (depth > max) return true;
    } else if (char === MAP_END || char === LIST_END) depth -= 1;
  }
  return false;
}
