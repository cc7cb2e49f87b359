<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Reconcile\Invariants;
use Paygent\Payments\Reconcile\Options;
use Paygent\Payments\Reconcile\Report;

/** After the storm: time passes, notices arrive, the reconciler runs, until nothing is left to do. */
final class Quiet
{
    /** How time passes meanwhile: beyond every time-out, then beyond the limits of pages (up to 9 days). */
    private const WAITS = ['10m' => 12, '1h' => 10, '6h' => 20, '1d' => 10];

    /** What is still to be done by itself. */
    private const LEFT = [
        'telegram' => "SELECT order_ref, kind, state FROM {intent} WHERE state IN ('planned', 'sending', 'unknown')",
        'effect' => "SELECT order_ref, kind, last_error FROM {effect} WHERE state = 'pending'",
        'notice' => "SELECT payment_id, status, reason FROM {notice} WHERE state IN ('new', 'waiting')",
        'attempt' => "SELECT order_ref, method, state FROM {attempt} WHERE state IN ('open', 'away', 'confirming')",
    ];

    /** Ms: while it is not quiet yet, not every order need be compared each time. */
    private const JUST_CHANGED = 1_000;

    /** @var array<string, int> what people put right, by reason */
    public array $putRight = [];

    private readonly Desk $desk;

    public function __construct(private readonly World $world)
    {
        $this->desk = $world->desk(log: $world->log());
    }

    /** @throws \RuntimeException naming every difference */
    public function bring(): void
    {
        $wrong = $this->differences();
        if ($wrong !== []) {
            throw new \RuntimeException(\count($wrong) . " differences:\n" . implode("\n", $wrong));
        }
    }

    /** Lets time pass and the reconciler run, once. */
    public function once(string $span): void
    {
        $this->world->clock->advance($span);
        $this->letIn();
        $this->reconciled(self::JUST_CHANGED);
    }

    /** @return list<string> */
    public function differences(): array
    {
        $this->wait();
        $people = new People($this->desk->shopConnection);
        $people->putRight($this->reconciled());
        $this->putRight = $people->did;

        return [
            ...$this->left(),
            ...$this->reported($this->reconciled()),
            ...$this->violated(),
            ...(new Books($this->desk->shopConnection, $this->world->paygent->tool))->differences(),
            ...(new Telegrams($this->desk->shopConnection, $this->world->paygent->tool))->differences(),
        ];
    }

    private function wait(): void
    {
        foreach (self::WAITS as $span => $times) {
            for ($round = 0; $round < $times; ++$round) {
                $this->letIn();
                $report = $this->reconciled(self::JUST_CHANGED);
                if ($span === '10m' && $round < 3) {
                    $this->world->clock->advance($span);
                    continue;
                }
                if ($report->unfinished() === 0 && $this->left() === []) {
                    return;
                }
                $this->world->clock->advance($span);
            }
        }
    }

    private function letIn(): void
    {
        foreach ($this->world->notices() as $notice) {
            $this->desk->engine->intake->receive($this->desk->account, $notice);
        }
        $this->desk->engine->fetcher->fetch($this->desk->account);
    }

    /** @param int $changedWithinMs orders changed within this time are compared; 0: all */
    private function reconciled(int $changedWithinMs = 0): Report
    {
        return $this->desk->engine->reconciler->run(
            new Options(limit: 100_000, maxMs: 3_600_000, changedWithinMs: $changedWithinMs),
        );
    }

    /** @return list<string> */
    private function left(): array
    {
        $left = [];
        foreach (self::LEFT as $what => $sql) {
            foreach ($this->desk->engine->database->rows($sql) as $row) {
                $row = array_map(strval(...), array_values($row));
                $left[] = "$row[0] $what $row[1] is left in $row[2]";
            }
        }

        return $left;
    }

    /** @return list<string> invariants that return something */
    private function violated(): array
    {
        $engine = $this->desk->engine;
        $invariants = new Invariants($engine->database);
        $orders = $this->desk->shopConnection->fetchFirstColumn('SELECT ref FROM shop_order');
        $lines = [];
        foreach ($invariants->journal($engine->clock->now()) as $name => $rows) {
            foreach ($rows as $row) {
                $order = $row['order_ref'] ?? null;
                $lines[] = (\is_string($order) ? $order : '-') . " invariant $name: " . json_encode($row, JSON_THROW_ON_ERROR);
            }
        }
        foreach ($invariants->shop($engine->shop, array_filter($orders, is_string(...))) as $order => $what) {
            $lines[] = "$order invariant of the shop: $what";
        }

        return $lines;
    }

    /** @return list<string> what the reconciler leaves to people all the same */
    private function reported(Report $report): array
    {
        $lines = [];
        foreach ($report->rows as $row) {
            if ($row->toDo->isForPeople()) {
                $lines[] = implode(' ', [
                    $row->orderRef ?? '-', $row->paymentId, 'reconcile:', $row->what->value, $row->before, $row->after, $row->toDo->value,
                ]);
            }
        }

        return $lines;
    }
}
