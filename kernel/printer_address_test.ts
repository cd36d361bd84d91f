import assert from "node:assert/strict";
import { mayPrintAt, parsePrinterAddress } from "./printer_address.ts";

const may = (text: string, trials = false) => {
  const address = parsePrinterAddress(text);
  return address !== null && mayPrintAt(address, trials);
};

Deno.test("a printer of a private network may be reached, on the ports of printers", () => {
  for (const text of ["192.168.1.50", " 10.0.0.7:9100 ", "172.16.0.1:9101", "172.31.255.255:9103"]) {
    assert.ok(may(text), text);
  }
  assert.deepEqual(parsePrinterAddress("192.168.1.50"), { host: "192.168.1.50", port: 9100 });
});

Deno.test("nothing else may: the internet, the cloud's own address, other services, names, other spellings", () => {
  const refused = [
    "8.8.8.8",
    "172.15.0.1",
    "172.32.0.1",
    "192.169.0.1",
    "169.254.169.254:9100",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "192.168.1.50:22",
    "192.168.1.50:9099",
    "192.168.1.50:9104",
    "10.0.0.1:65536",
    "127.0.0.1:9100",
    "impresora.local",
    "localhost",
    "192.168.1",
    "192.168.1.256",
    "192.168.01.1",
    "0xc0.168.1.1",
    "3232235777",
    "::1",
    "[fd00::1]:9100",
    "::ffff:10.0.0.1",
    "192.168.1.50 8.8.8.8",
    "192.168.1.50:9100@8.8.8.8",
    "192.168.1.50\n8.8.8.8",
  ];
  assert.deepEqual(refused.filter((text) => may(text)), []);
});

Deno.test("its own machine only for trials", () => {
  assert.equal(may("127.0.0.1:40123", true), true);
  assert.equal(may("127.0.0.1:40123", false), false);
  assert.equal(may("8.8.8.8", true), false);
});
