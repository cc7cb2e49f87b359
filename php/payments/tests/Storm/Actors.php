<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Reconcile\Options;

/** What the processes of a storm do, each with a desk of its own. */
final class Actors
{
    /** Seconds that the clock may jump between two breaths: mostly little, sometimes past every limit. */
    private const JUMPS = ['1s' => 300, '7s' => 300, '45s' => 120, '3m' => 60, '11m' => 20, '2h' => 6, '1d' => 2, '16d' => 1];

    private readonly int $parent;

    /** @param list<string> $orders refs in the order in which they are begun */
    public function __construct(
        private readonly World $world,
        private readonly NoticeDoor $door,
        private readonly Pace $pace,
        private readonly array $orders,
        private readonly int $seed,
    ) {
        $this->parent = posix_getpid();
    }

    /** Takes one order after the other until there are no more. */
    public function shopper(): void
    {
        $desk = $this->desk();
        while (($number = $this->pace->next()) < \count($this->orders)) {
            $this->tried(fn () => (new Shopper(
                $this->world,
                $desk,
                $this->orders[$number],
                new Dice($this->seed, "order $number"),
            ))->shop());
        }
    }

    /** Two of them make the same choices, and so meet on the same orders. */
    public function operator(string $name, int $life): never
    {
        $desk = $this->desk();
        $operator = new Operator($desk, new Dice($this->seed, "operators $life"), $name);
        for (;;) {
            $this->tried($operator->click(...));
        }
    }

    /** A host that applies notices, delivers effects and reconciles. */
    public function host(string $name, int $life): never
    {
        $desk = $this->desk();
        $dice = new Dice($this->seed, "$name $life");
        for (;;) {
            $this->tried(function () use ($desk, $dice): void {
                $desk->engine->applier->apply();
                $desk->engine->delivery->deliver();
                if ($dice->chance(20)) {
                    $desk->engine->reconciler->run(new Options(limit: 50, maxMs: 2_000));
                }
                if ($dice->chance(5)) {
                    $desk->engine->fetcher->fetch($desk->account, 100);
                }
            });
            usleep(100_000);
        }
    }

    public function door(): never
    {
        $this->door->serve($this->desk());
    }

    /** Time passes, in jumps. */
    public function weather(int $life): never
    {
        $dice = new Dice($this->seed, "weather $life");
        for (;;) {
            $this->tried(fn () => $this->world->clock->advance((string) $dice->weighted(self::JUMPS)));
            usleep(150_000);
        }
    }

    private function desk(): Desk
    {
        return $this->world->desk(log: $this->world->log());
    }

    /** What breaks under an actor is noted, and he goes on: the journal must hold whatever happened. */
    private function tried(callable $work): void
    {
        if (posix_getppid() !== $this->parent) {
            exit(1); // the storm itself was ended
        }
        try {
            $work();
        } catch (\Throwable $problem) {
            $this->world->note($problem);
        }
    }
}
