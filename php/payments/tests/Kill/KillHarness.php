<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Kill;

use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Shop\Testing\StatementWatch;
use Paygent\Payments\Tests\Storm\Quiet;
use Paygent\Payments\Tests\Storm\World;

/**
 * Runs a scenario again and again, each time with a new order and killed one point later, until it comes
 * through. A point is a statement of the engine's or of the shop's connection, or a telegram: killed before
 * each of them is killed right after the one before, too.
 */
final class KillHarness
{
    private const BATCH = 20;

    private const MOST = 2_000;

    /** @var list<array<string, string>> */
    private array $prepared = [];

    public function __construct(private readonly World $world) {}

    /**
     * @param int $stride 1: every point; 3: every third, beginning with $first
     *
     * @return int how many points there are
     */
    public function run(Scenario $scenario, int $stride = 1, int $first = 1): int
    {
        for ($point = $first; $point < self::MOST; $point += $stride) {
            $with = $this->prepared($scenario);
            $came = Child::fork(function () use ($scenario, $point, $with): void {
                ($scenario->run)($this->world->desk(StatementWatch::killBefore($point)), $this->world, $with);
            })->begin()->end();
            if ($came) {
                $this->tidy();

                return $point - 1;
            }
            if ($scenario->touchesOthers) {
                Child::fork(fn () => (new Quiet($this->world))->once('4m'))->begin()->end();
            }
        }

        throw new \RuntimeException('the scenario does not end');
    }

    /** Time passes and the reconciler runs until it finds no more to do; then everything must agree. */
    private function tidy(): void
    {
        Child::fork(function (): void {
            (new Quiet($this->world))->bring();
        })->begin()->end(300);
    }

    /** @return array<string, string> */
    private function prepared(Scenario $scenario): array
    {
        if ($this->prepared === []) {
            $file = $this->world->scratch . '/prepared';
            Child::fork(function () use ($scenario, $file): void {
                $desk = $this->world->desk();
                $all = [];
                for ($i = 0; $i < ($scenario->touchesOthers ? 1 : self::BATCH); ++$i) {
                    $all[] = ($scenario->prepare)($desk, $this->world);
                }
                file_put_contents($file, json_encode($all, JSON_THROW_ON_ERROR));
            })->begin()->end();
            /** @var list<array<string, string>> $all */
            $all = json_decode((string) file_get_contents($file), true, 8, JSON_THROW_ON_ERROR);
            $this->prepared = $all;
        }

        return array_shift($this->prepared) ?? throw new \LogicException('nothing was prepared');
    }
}
