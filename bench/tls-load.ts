import { connect, type TLSSocket } from "node:tls";

/** Where a server is, and what is trusted. */
export interface Target {
  readonly port: number;
  readonly ca: string;
}

/** A call that is made again and again: a body, and a text that its answer must hold. */
export interface Call {
  readonly path: string;
  readonly body: string;
  readonly expects: string;
}

/** What each call took, in the order of their ends. */
export interface Load {
  readonly ms: readonly number[];
  readonly seconds: number;
}

/** Makes so many calls over so many connections, each with one call under way. Throws at the first wrong answer. */
export async function load(target: Target, calls: readonly Call[], count: number, connections: number): Promise<Load> {
  const requests = calls.map(requestOf);
  const ms: number[] = [];
  let next = 0;
  const beganAt = performance.now();
  const worker = async () => {
    const socket = await open(target);
    while (next < count) {
      const i = next++ % calls.length;
      const at = performance.now();
      const answer = await exchange(socket, requests[i]!);
      ms.push(performance.now() - at);
      if (!answer.startsWith("HTTP/1.1 200") || !answer.includes(calls[i]!.expects))
        throw new Error(`a wrong answer: ${answer.slice(0, 300)}`);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return { ms, seconds: (performance.now() - beganAt) / 1000 };
}

function requestOf({ path, body }: Call): Buffer {
  const head = `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
  return Buffer.from(head + body);
}

function open({ port, ca }: Target): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, ca }, () => resolve(socket));
    socket.setNoDelay(true).once("error", reject);
  });
}

/** Sends a request and reads one answer, whose length its head says. */
function exchange(socket: TLSSocket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const onData = (part: Buffer) => {
      text += part.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1]);
      if (text.length < end + 4 + length) return;
      socket.off("data", onData).off("close", onClose);
      resolve(text);
    };
    const onClose = () => reject(new Error("the connection was closed"));
    socket.on("data", onData).once("close", onClose);
    socket.write(request);
  });
}
