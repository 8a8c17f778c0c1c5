// A receiver in Node: reads what arrived from a file, fetches the gateway's published keys, and prints a line a message.
import { createPublicKey, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import standardwebhooks from "standardwebhooks";

const { Webhook } = standardwebhooks;
const { keysUrl, messages } = JSON.parse(await readFile(process.argv[2], "utf8"));
const published = (await (await fetch(keysUrl)).json()).keys;
const keys = published.map((jwk) => createPublicKey({ key: jwk, format: "jwk" }));

// The same keys as Standard Webhooks writes them: the point behind the fixed start of an X.509 key (RFC 8410).
const spki = Buffer.from("302a300506032b6570032100", "hex");
const written = published.map(({ public_key }) =>
  createPublicKey({
    key: Buffer.concat([spki, Buffer.from(public_key.replace(/^whpk_/, ""), "base64")]),
    format: "der",
    type: "spki",
  }),
);

/** By the library, under the endpoint's own secret. */
function v1({ secret, headers }, body) {
  try {
    new Webhook(secret).verify(body, headers);
    return "genuine";
  } catch (error) {
    return error.message;
  }
}

/** How many of the v1a signatures belong to a published key; the library skips them. */
function v1a({ headers }, body, keys) {
  const signed = Buffer.from(`${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`);
  const signatures = headers["webhook-signature"].split(" ").filter((text) => text.startsWith("v1a,"));
  const genuine = signatures.filter((text) =>
    keys.some((key) => verify(null, signed, key, Buffer.from(text.slice(4), "base64"))),
  );
  return `${genuine.length} of ${signatures.length}`;
}

for (const message of messages) {
  const { name, body } = message;
  console.log(`${name}: v1 ${v1(message, body)}, v1a ${v1a(message, body, keys)}, whpk ${v1a(message, body, written)}`);
  console.log(`${name} altered: v1 ${v1(message, body + " ")}, v1a ${v1a(message, body + " ", keys)}`);
}
