<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Reconcile\Options;
use Paygent\Payments\Reconcile\Report;

/** After the storm: time passes, notices arrive, the reconciler runs, until nothing is left to do. */
final class Quiet
{
    private const ROUNDS = 60;

    /** What is still to be done by itself; the rest is for a person, or for nobody. */
    private const LEFT = "SELECT (SELECT COUNT(*) FROM {intent} WHERE state IN ('planned', 'sending', 'unknown'))"
        . " + (SELECT COUNT(*) FROM {effect} WHERE state = 'pending')"
        . " + (SELECT COUNT(*) FROM {notice} WHERE state IN ('new', 'waiting'))"
        . " + (SELECT COUNT(*) FROM {attempt} WHERE state IN ('open', 'away', 'confirming'))";

    /** @var list<string> what the last run of the reconciler has left to people */
    public array $forPeople = [];

    public function __construct(private readonly World $world) {}

    /** @throws \RuntimeException naming every difference */
    public function bring(): void
    {
        $wrong = $this->differences();
        if ($wrong !== []) {
            throw new \RuntimeException(\count($wrong) . " differences:\n" . implode("\n", $wrong));
        }
    }

    /** @return list<string> */
    public function differences(): array
    {
        $desk = $this->world->desk(log: $this->world->log());
        $report = new Report([]);
        for ($round = 1; $round <= self::ROUNDS; ++$round) {
            foreach ($this->world->notices() as $notice) {
                $desk->intake->receive($desk->account, $notice);
            }
            $desk->fetcher->fetch($desk->account);
            $report = $desk->reconciler->run(new Options(limit: 100_000, maxMs: 600_000, changedWithinMs: 0));
            if ($round >= 3 && $report->unfinished() === 0 && $desk->engine->database->int(self::LEFT) === 0) {
                break;
            }
            $this->world->clock->advance($round < 10 ? '10m' : '1h');
        }
        foreach ($report->rows as $row) {
            if ($row->toDo->isForPeople()) {
                $this->forPeople[] = implode(' ', [$row->orderRef, $row->paymentId, $row->what->value, $row->before, $row->after]);
            }
        }
        $left = $desk->engine->database->int(self::LEFT);

        return [
            ...($left === 0 ? [] : ["- $left things are still to be done after $round rounds"]),
            ...(new Books($desk->shopConnection, $this->world->paygent->tool))->differences(),
            ...(new Telegrams($desk->shopConnection, $this->world->paygent->tool))->differences(),
        ];
    }
}
