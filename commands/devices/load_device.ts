import { type Device, deviceDecider } from "../../domain/device/decider.ts";
import { type Series, seriesDecider } from "../../domain/series/decider.ts";
import { deviceStream, seriesStream } from "../../domain/streams.ts";
import type { DeviceFact, SeriesFact } from "../../events/facts/device.ts";
import type { TenantStore } from "../../events/store/types.ts";

export async function loadDevice(
  store: TenantStore,
  deviceId: string,
): Promise<{ device: Device; version: number }> {
  const events = await store.stream(deviceStream(deviceId));
  const facts = events.map(({ type, data }) => ({ type, data }) as DeviceFact);
  return { device: facts.reduce(deviceDecider.evolve, deviceDecider.initial), version: events.length };
}

export async function loadSeries(
  store: TenantStore,
  name: string,
): Promise<{ series: Series; version: number }> {
  const events = await store.stream(seriesStream(name));
  const facts = events.map(({ type, data }) => ({ type, data }) as SeriesFact);
  return { series: facts.reduce(seriesDecider.evolve, seriesDecider.initial), version: events.length };
}
