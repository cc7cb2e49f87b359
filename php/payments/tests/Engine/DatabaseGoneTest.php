<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Doctrine\DBAL\Connection;
use Doctrine\DBAL\Exception as DatabaseProblem;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Notice\Reply;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Hard case: the database is gone before, between and after; every connection is cut by the server. */
final class DatabaseGoneTest extends EngineTestCase
{
    /** @return iterable<string, array{DatabaseKind}> */
    public static function servers(): iterable
    {
        yield 'postgresql' => [DatabaseKind::PostgreSQL];
        yield 'mariadb' => [DatabaseKind::MariaDB];
    }

    /** Nothing was written, so nothing leaves. */
    #[DataProvider('servers')]
    public function testBefore(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $input = $bench->input(MethodId::Card);
        $this->cut($bench);

        self::try(static fn () => $bench->pay($order, MethodId::Card, $input));

        $bench = $bench->host();
        if ($bench->engine->attempts->latestOf($order)?->state !== AttemptState::Placed) {
            self::assertSame([], $bench->intents($order));
        }
        $bench->pay($order, MethodId::Card);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** A worker lives for days: its next work has a new connection. */
    #[DataProvider('servers')]
    public function testTheSameWorkerGoesOn(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $this->cut($bench);
        self::try(static fn () => $bench->pay($order, MethodId::Card));
        self::try(static fn () => $bench->pay($order, MethodId::Card));
        self::try(static fn () => $bench->work());

        $bench->pay($order, MethodId::Card);

        self::assertStands($bench->host(), $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench->host());
    }

    /** @return iterable<string, array{DatabaseKind, string, string}> */
    public static function telegrams(): iterable
    {
        foreach (self::servers() as $name => [$kind]) {
            foreach (['020', '022', '023'] as $telegram) {
                foreach (['before', 'after'] as $moment) {
                    yield "$name, $moment $telegram" => [$kind, $moment, $telegram];
                }
            }
        }
    }

    /** The telegram is out when the connections are cut: written later, from 094. */
    #[DataProvider('telegrams')]
    public function testWhileATelegramIsOut(DatabaseKind $kind, string $moment, string $telegram): void
    {
        $gateway = new CuttingGateway(self::$paygent->gateway());
        $bench = $this->bench($kind, $gateway);
        $order = $bench->order();
        $acts = [
            static fn (EngineBench $bench) => $bench->pay($order, MethodId::Card),
            static fn (EngineBench $bench) => $bench->operate($order, Operation::Capture),
            static fn (EngineBench $bench) => $bench->operate($order, Operation::Refund),
        ];
        $states = [OrderState::Placed, OrderState::Paid, OrderState::Cancelled];
        foreach (['020', '022', '023'] as $i => $kindNow) {
            $act = $acts[$i];
            if ($kindNow !== $telegram) {
                $act($bench);
                continue;
            }
            $gateway->kind = $telegram;
            $cut = fn () => $this->cut($bench);
            $moment === 'before' ? $gateway->before = $cut : $gateway->after = $cut;
            self::assertTrue(self::try(static fn () => $act($bench)), 'what was cut is noticed');
            $bench = $bench->host($gateway);
            for ($round = 0; $round < 4; ++$round) {
                $bench->advance('10m');
                $bench->work();
            }
            self::assertSame($states[$i], $bench->state($order));
            self::assertMoneyAgrees($bench);
        }

        self::assertSame($states[2], $bench->state($order));
        self::assertMoneyAgrees($bench);
    }

    /** A notice that cannot be stored is not taken: Paygent sends it again. */
    #[DataProvider('servers')]
    public function testANoticeIsNotTakenWithoutADatabase(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $notices = $bench->taken();
        $host = $bench->host();
        self::assertSame(0, $host->engine->database->int('SELECT COUNT(*) FROM {notice}'));
        $this->cut($host);

        $reply = $host->receive($notices[0]);

        $stored = $bench->host()->engine->database->int('SELECT COUNT(*) FROM {notice}');
        self::assertSame($stored === 1 ? Reply::Taken : Reply::Failed, $reply);
        self::assertSame(Reply::Taken, $bench->host()->receive($notices[0]));
    }

    /** The server ends every connection to this database. */
    private function cut(EngineBench $bench): void
    {
        $connection = $bench->database->connect();
        match ($bench->database->kind) {
            DatabaseKind::PostgreSQL => $connection->executeQuery(
                'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
            )->free(),
            default => self::killAll($connection),
        };
        $connection->close();
    }

    private static function killAll(Connection $connection): void
    {
        foreach ($connection->fetchFirstColumn(
            'SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()',
        ) as $id) {
            $connection->executeStatement('KILL ' . (is_numeric($id) ? (int) $id : 0));
        }
    }

    /**
     * @param callable(): mixed $act
     *
     * @return bool whether the database was missed
     */
    private static function try(callable $act): bool
    {
        try {
            $act();
        } catch (DatabaseProblem|\PDOException) {
            return true;
        }

        return false;
    }
}
