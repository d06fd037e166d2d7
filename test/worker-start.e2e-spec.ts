import { Heartbeat } from '../src/workers/heartbeat.js';
import { Rehoming } from '../src/workers/rehoming.js';
import { TurnKeeper } from '../src/workers/turn-keeper.js';
import { RunningService } from './harness/running-service.js';

/** What ioredis says of a Redis that went in the middle. */
const AWAY = new Error('Connection is closed.');

describe('a worker that joins the others', () => {
  it('goes on where Redis interrupted it, and calls jobs back once', async () => {
    const service = await RunningService.start();
    const recall = vi.spyOn(service.get(TurnKeeper), 'recall');
    const sweep = vi.spyOn(service.get(Rehoming), 'sweep');
    for (let outages = 0; outages < 3; outages++) sweep.mockRejectedValueOnce(AWAY);

    await service.get(Heartbeat).join();

    expect(recall).toHaveBeenCalledTimes(1);
    expect(sweep.mock.calls.length).toBeGreaterThan(3);
    await service.stop();
  });
});
