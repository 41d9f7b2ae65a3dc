import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";

/** A GitHub App as the stand-in knows it: who has its key gets tokens for where it is installed. */
export class GitHubApp {
  readonly id = 4711;
  readonly installationId = 815;
  /** As GitHub hands it out: PKCS #1. */
  readonly privateKey: string;
  /** Who its comments are of. */
  readonly login = "upstart-previews[bot]";
  /** Every token that was given. */
  readonly given: string[] = [];
  /** Somebody has suspended the installation. */
  isSuspended = false;
  #live = new Set<string>();

  constructor() {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    this.privateKey = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
  }

  /** Whether a token of its installation is good now. */
  isGood(token: string): boolean {
    return this.#live.has(token);
  }

  /** Ends every token before its time, as a change of permissions does. */
  endTokens(): void {
    this.#live = new Set();
  }

  /** `GET /app`: who it is. */
  readonly say: RequestHandler = (request, response) => {
    if (this.#isItself(request, response)) response.json({ id: this.id, slug: "upstart-previews", name: "Previews" });
  };

  /** `POST /app/installations/:id/access_tokens`. */
  readonly give: RequestHandler = (request, response) => {
    if (!this.#isItself(request, response)) return;
    if (Number(request.params.id) !== this.installationId) response.status(404).json({ message: "Not Found" });
    else if (this.isSuspended) response.status(403).json({ message: "This installation has been suspended" });
    else {
      const token = `ghs_${this.given.length}_of-the-stand-in`;
      this.given.push(token);
      this.#live.add(token);
      const expires = new Date(Date.now() + 3_600_000).toISOString();
      response.status(201).json({ token, expires_at: expires, permissions: {}, repository_selection: "all" });
    }
  };

  /** Answers where it is not. */
  #isItself(request: Request, response: Response): boolean {
    const jwt = (request.headers.authorization ?? "").replace(/^bearer /i, "");
    const why = this.#faultOf(jwt);
    if (why !== undefined) response.status(401).json({ message: why });
    return why === undefined;
  }

  #faultOf(jwt: string): string | undefined {
    const [head = "", claims = "", signature = ""] = jwt.split(".");
    const key = createPublicKey(this.privateKey);
    const isSigned = verify("sha256", Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, "base64url"));
    if (!isSigned || decoded(head).alg !== "RS256") return "A JSON web token could not be decoded";
    const { iss, iat, exp } = decoded(claims);
    const now = Date.now() / 1000;
    if (Number(iss) !== this.id) return "Integration not found";
    if (!(Number(iat) <= now)) return "'Issued at' claim ('iat') must be in the past";
    if (!(Number(exp) > now)) return "'Expiration time' claim ('exp') must be in the future";
    return Number(exp) <= now + 600 ? undefined : "'Expiration time' claim ('exp') is too far in the future";
  }
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Readonly<Record<string, unknown>>;
}
