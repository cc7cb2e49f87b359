<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Shop\ShopTables;

/**
 * Everything at once: customers, operators, notices, reconcilers on two hosts, faults, clock jumps, and
 * `kill -9` at random. Afterwards shop, engine and local Paygent must agree, payment by payment.
 */
final class Storm
{
    private const SHOPPERS = 6;

    /** Orders that another customer's process takes up at the same time: two tabs. */
    private const TABS_PERCENT = 10;

    private const KILL_EVERY_ORDERS = 4;

    public function __construct(private readonly int $orders, private readonly int $seed) {}

    public function over(DatabaseKind $kind): Outcome
    {
        $began = hrtime(true);
        $paygent = LocalPaygent::start();
        $door = new NoticeDoor();
        $world = World::make($kind, $paygent, null);
        $paygent->tool->contract(['notice_url' => $door->url]);
        foreach (Faults::rules($this->seed) as $rule) {
            $paygent->tool->fault($rule);
        }
        $crew = new Crew();
        $pace = new Pace($world->scratch . '/pace');
        $actors = new Actors($world, $door, $pace, $this->orders($world), $this->seed);
        $this->rage($crew, $actors, $pace);
        $faults = $paygent->tool->faults();
        $paygent->tool->clearFaults();
        $crew->dismiss('door');
        $outcome = $this->calm($world, $crew, $faults, $began);
        $crew->dismiss();
        $world->end();

        return $outcome;
    }

    private function rage(Crew $crew, Actors $actors, Pace $pace): void
    {
        for ($i = 1; $i <= self::SHOPPERS; ++$i) {
            $crew->hire("shopper $i", static fn () => $actors->shopper());
        }
        foreach (['operator 1', 'operator 2'] as $name) {
            $crew->hire($name, static fn (int $life) => $actors->operator($name, $life));
        }
        foreach (['host 1', 'host 2'] as $name) {
            $crew->hire($name, static fn (int $life) => $actors->host($name, $life));
        }
        foreach (['door 1', 'door 2'] as $name) {
            $crew->hire($name, static fn () => $actors->door());
        }
        $crew->hire('weather', static fn (int $life) => $actors->weather($life));
        $dice = new Dice($this->seed, 'kills');
        $nextKill = self::KILL_EVERY_ORDERS;
        while ($this->isShopping($crew)) {
            $crew->look();
            if ($pace->reached() >= $nextKill && $pace->reached() <= $this->orders) {
                $nextKill += $dice->number(1, 2 * self::KILL_EVERY_ORDERS - 1);
                $crew->kill($dice);
            }
            usleep(20_000);
        }
    }

    private function isShopping(Crew $crew): bool
    {
        for ($i = 1; $i <= self::SHOPPERS; ++$i) {
            if ($crew->has("shopper $i")) {
                return true;
            }
        }

        return false;
    }

    /** @param list<array<string, mixed>> $faults */
    private function calm(World $world, Crew $crew, array $faults, int|float $began): Outcome
    {
        $file = $world->scratch . '/outcome';
        Child::fork(function () use ($world, $file): void {
            file_put_contents($file, serialize((new Tally($world))->counted()));
        })->begin()->end(3_600);
        $counted = unserialize((string) file_get_contents($file), ['allowed_classes' => false]);
        /** @var array{differences: list<string>, lines: array<string, array<string, int>>, stories: string} $counted */
        $counted['lines'] = [
            'kills' => ['SIGKILL' => $crew->kills],
            'faults hit' => Tally::faults($faults),
            'broke under an actor' => $world->noted(),
        ] + $counted['lines'];

        return new Outcome($counted['differences'], $counted['lines'], $counted['stories'], (hrtime(true) - $began) / 1e9);
    }

    /** @return list<string> refs; some twice in a row */
    private function orders(World $world): array
    {
        $dice = new Dice($this->seed, 'orders');
        $connection = $world->connection();
        $begun = [];
        $connection->beginTransaction();
        for ($i = 0; $i < $this->orders; ++$i) {
            $begun[] = $ref = ShopTables::order($connection, $dice->number(300, 20_000));
            if ($dice->chance(self::TABS_PERCENT)) {
                $begun[] = $ref;
            }
        }
        $connection->commit();
        $connection->close();

        return $begun;
    }
}
