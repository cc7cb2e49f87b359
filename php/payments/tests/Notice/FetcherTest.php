<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Notice;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Journal\Counters;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Journal\NoticeState;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Notice\Fetcher;
use Paygent\Payments\Notice\Holes;
use Paygent\Payments\Notice\Purge;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use PHPUnit\Framework\Attributes\DataProvider;
use Psr\Log\NullLogger;

/** 091 against a real local Paygent (difference-notification 2). */
final class FetcherTest extends EngineTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        // A Paygent of its own: the numbers of notices and what was asked for are one row for all.
        self::$paygent->stop();
        self::$paygent = LocalPaygent::start();
    }

    #[DataProvider('databases')]
    public function testFetchesWhatWasNotPushed(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');

        $result = $bench->engine->fetcher->fetch($bench->account);
        self::assertSame([2, 0, ''], [$result->stored, $result->missing, $result->stoppedBy]);
        self::assertSame([[1, 'poll'], [2, 'poll']], self::stored($bench));
        $bench->engine->applier->apply();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(0, $bench->engine->fetcher->fetch($bench->account)->stored, 'nothing is left');
    }

    /** The answer with a record was lost: Paygent thinks it is asked for, the next run fetches it by its number. */
    #[DataProvider('databases')]
    public function testALostRecordIsAHoleAndIsFetchedByItsNumber(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::$paygent->gateway(['timeout_value' => '1']));
        $bench->pay($bench->order(), MethodId::Conveni);
        $bench->engine->fetcher->fetch($bench->account);
        $bench->pay($bench->order(), MethodId::Conveni);
        $bench->pay($bench->order(), MethodId::Conveni);
        self::$paygent->tool->fault(['kind' => '091', 'do' => ['swallow' => true]]);

        $result = self::fetcher($bench)->fetch($bench->account);

        self::assertSame([2, 0, ''], [$result->stored, $result->missing, $result->stoppedBy]);
        self::assertSame([[1, 'poll'], [2, 'poll'], [3, 'poll']], self::stored($bench));
        self::assertCount(1, array_filter(
            self::$paygent->tool->telegrams('091'),
            static fn (array $line): bool => \is_array($line['request']) && ($line['request']['payment_notice_id'] ?? '') === '2',
        ));
    }

    public function testBusyAndMaintenanceAreTriedAgainOtherErrorsEndTheRun(): void
    {
        $bench = $this->bench();
        $bench->pay($bench->order(), MethodId::Conveni);
        foreach (['9004', '9005'] as $code) {
            self::$paygent->tool->fault(['kind' => '091', 'do' => ['answer' => ['result' => '1', 'response_code' => $code]]]);
        }
        self::assertSame(1, self::fetcher($bench)->fetch($bench->account)->stored);

        $bench->pay($bench->order(), MethodId::Conveni);
        self::$paygent->tool->fault(['kind' => '091', 'do' => ['answer' => ['result' => '1', 'response_code' => 'P002']]]);
        $before = self::asked();
        $result = self::fetcher($bench)->fetch($bench->account);
        self::assertSame([0, 'P002'], [$result->stored, $result->stoppedBy]);
        self::assertSame($before + 1, self::asked(), 'asked once, never in a loop');
        self::assertSame(1, self::fetcher($bench)->fetch($bench->account)->stored);
    }

    /** Purged at Paygent: nobody can tell what it said, so the payments are asked about. */
    #[DataProvider('databases')]
    public function testAPurgedRecordIsMissingAndThePaymentsAreAskedAbout(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        // 1 and 2 are 10 and 20; then somebody sells it in ペイジェントオンライン.
        self::$paygent->gateway()->send($bench->account, new Telegram('022', ['payment_id' => $bench->payment($order)->paymentId]));
        self::$paygent->tool->advance('8d');
        $notices = new Notices($bench->engine->database);
        $notices->store($bench->account->id, 1, '1', '', '02', '10', 1, [], 'push', NoticeState::Applied, $bench->engine->clock->now());
        $bench->pay($bench->order(), MethodId::Conveni);

        $result = $bench->engine->fetcher->fetch($bench->account);

        self::assertSame([1, 2, ''], [$result->stored, $result->missing, $result->stoppedBy]);
        self::assertSame(OrderState::Placed, $bench->state($order));
        $bench->engine->reconciler->run();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(0, $bench->engine->fetcher->fetch($bench->account)->missing, 'and is not asked for again');
    }

    /** Two workers at once: Paygent would refuse the second with 9004. */
    #[DataProvider('databases')]
    public function testOneWorkerForEachMerchant(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $bench->pay($bench->order(), MethodId::Conveni);
        $second = null;
        $gateway = new class (self::$paygent->gateway(), static function () use ($bench, &$second): void {
            $second ??= $bench->engine->fetcher->fetch($bench->account)->stoppedBy;
        }) implements Gateway {
            public function __construct(private readonly Gateway $gateway, private readonly \Closure $meanwhile) {}

            public function send(\Paygent\Payments\Account\Account $account, Telegram $telegram): Answer
            {
                ($this->meanwhile)();

                return $this->gateway->send($account, $telegram);
            }

            public function sendAll(\Paygent\Payments\Account\Account $account, array $telegrams, int $concurrency = 4): array
            {
                return $this->gateway->sendAll($account, $telegrams, $concurrency);
            }
        };

        self::assertSame(1, self::fetcher($bench, $gateway)->fetch($bench->account)->stored);
        self::assertSame('busy', $second);
        self::assertSame('', $bench->engine->fetcher->fetch($bench->account)->stoppedBy, 'the lease is free again');
    }

    #[DataProvider('databases')]
    public function testOldNoticesArePurgedUnlessTheyStillWait(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $bench->pay($bench->order(), MethodId::Conveni);
        $bench->engine->fetcher->fetch($bench->account);
        $purge = new Purge(new Notices($bench->engine->database), $bench->engine->clock, 1);

        self::$paygent->tool->advance('9d');
        self::assertSame(0, $purge->run(), 'it was not applied yet');
        $bench->engine->applier->apply();
        self::assertSame(1, $purge->run());
        self::assertSame([], self::stored($bench));
    }

    /** How often 091 came to Paygent, whatever became of it. */
    private static function asked(): int
    {
        return \count(array_filter(
            self::$paygent->tool->ledger(),
            static fn (array $line): bool => ($line['kind'] ?? '') === '091',
        ));
    }

    /** @return list<array{int, string}> number and source */
    private static function stored(EngineBench $bench): array
    {
        return array_map(
            static fn (array $row): array => [(int) $row['payment_notice_id'], (string) $row['source']],
            $bench->engine->database->rows('SELECT payment_notice_id, source FROM {notice} ORDER BY payment_notice_id'),
        );
    }

    /** One that does not wait long before it tries again. */
    private static function fetcher(EngineBench $bench, ?Gateway $gateway = null): Fetcher
    {
        $engine = $bench->engine;
        $notices = new Notices($engine->database);

        return new Fetcher(
            $engine->database,
            $notices,
            new Holes($engine->database, $notices, $engine->accounts),
            new Counters($engine->database),
            $gateway ?? $engine->gateway,
            $engine->clock,
            new NullLogger(),
            1,
        );
    }
}
