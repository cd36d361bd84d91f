/** A phone as people type it in Peru, as E.164: `987 654 321` and `+51 987-654-321` are `+51987654321`. Null for what is none. */
export function parsePhone(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, "");
  if (/^9\d{8}$/.test(digits)) return `+51${digits}`;
  if (/^(\+|00)?519\d{8}$/.test(digits)) return `+${digits.replace(/^(\+|00)/, "")}`;
  return /^\+[1-9]\d{7,14}$/.test(digits) && !digits.startsWith("+51") ? digits : null;
}

/** `987 654 321`; from abroad with its country. */
export const formatPhone = (phone: string): string =>
  /^\+519\d{8}$/.test(phone) ? phone.slice(3).replace(/(\d{3})(\d{3})(\d{3})/, "$1 $2 $3") : phone;

/** Opens WhatsApp with a message written; without a phone, the person chooses to whom. */
export const whatsAppLink = (phone: string | null, text: string): string =>
  `https://wa.me/${phone === null ? "" : phone.slice(1)}?text=${encodeURIComponent(text)}`;
