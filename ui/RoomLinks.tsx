import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";
import type { Room } from "./rooms.ts";

export function RoomLinks({ rooms, path, look }: {
  readonly rooms: readonly Room[];
  readonly path: string;
  readonly look: "bar" | "menu";
}) {
  return (
    <ul class={look === "bar" ? "flex mx-auto max-w-page md:px-2" : "grid"}>
      {rooms.map((room) => (
        <li key={room.href} class={cx(look === "bar" && "flex-auto md:flex-none")}>
          <a
            href={room.href}
            aria-current={isIn(room, path) ? "page" : undefined}
            class={look === "bar"
              ? "room tap-till flex flex-col md:flex-row items-center justify-center md:gap-2 md:px-3 text-14 md:text-16 tracking-tight md:tracking-normal text-ink-soft hover:text-toldo aria-current:text-toldo aria-current:font-semibold ring-inside"
              : "tap flex items-center gap-3 rounded px-3 hover:bg-toldo-mist aria-current:text-toldo aria-current:font-semibold"}
          >
            <Icon name={room.icon} />
            <span>{room.word}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const isIn = (room: Room, path: string): boolean => path === room.href || path.startsWith(`${room.href}/`);
