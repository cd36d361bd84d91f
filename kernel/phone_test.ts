import assert from "node:assert/strict";
import { formatPhone, parsePhone, whatsAppLink } from "./phone.ts";

Deno.test("phone: what people type in Peru is one number", () => {
  for (const typed of ["987654321", "987 654 321", "+51 987-654-321", "0051987654321", "51987654321"]) {
    assert.equal(parsePhone(typed), "+51987654321", typed);
  }
  assert.equal(parsePhone("+593 99 123 4567"), "+593991234567");
  for (const typed of ["", "98765432", "9876543210", "887654321", "+5198765432", "abc", "+0123456789"]) {
    assert.equal(parsePhone(typed), null, typed);
  }
  assert.equal(formatPhone("+51987654321"), "987 654 321");
  assert.equal(formatPhone("+593991234567"), "+593991234567");
});

Deno.test("phone: the WhatsApp link bears number and text", () => {
  assert.equal(
    whatsAppLink("+51987654321", "Hola, S/ 5"),
    "https://wa.me/51987654321?text=Hola%2C%20S%2F%205",
  );
  assert.equal(whatsAppLink(null, "Hola"), "https://wa.me/?text=Hola");
});
