<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Kill;

use Paygent\Payments\Tests\Engine\NoticePost;
use Paygent\Payments\Tests\Storm\World;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** `kill -9` before every statement and every telegram, on every database; docs/reliability.md says how to run it. */
final class KillTest extends TestCase
{
    /**
     * Every point on SQLite; on the others every fourth, so that `./dev test` stays short. `./dev storm kill`
     * takes every point on all three.
     */
    private const STRIDE = 4;

    /** @var array<string, World> */
    private static array $worlds = [];

    public static function tearDownAfterClass(): void
    {
        foreach (self::$worlds as $world) {
            $world->end();
        }
        self::$worlds = [];
    }

    #[DataProvider('scenarios')]
    public function testSurvivesBeingKilledAnywhere(string $name, DatabaseKind $kind): void
    {
        $world = self::$worlds[$kind->value] ??= self::world($kind);
        $stride = $kind === DatabaseKind::SQLite || getenv('PAYMENTS_KILL') === 'everywhere' ? 1 : self::STRIDE;
        $first = 1 + crc32($name) % $stride;
        $points = (new KillHarness($world))->run(Scenarios::all()[$name], $stride, $first);

        self::assertGreaterThan(8, $points, 'something was done');
        file_put_contents('php://stderr', "$kind->value, $name: $points points\n");
    }

    private static function world(DatabaseKind $kind): World
    {
        $paygent = LocalPaygent::start();

        return World::make($kind, $paygent, new NoticePost($paygent));
    }

    /** @return iterable<string, array{string, DatabaseKind}> */
    public static function scenarios(): iterable
    {
        foreach (DatabaseKind::cases() as $kind) {
            foreach (array_keys(Scenarios::all()) as $name) {
                yield "$name, $kind->value" => [$name, $kind];
            }
        }
    }
}
