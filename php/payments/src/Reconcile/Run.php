<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Psr\Log\LoggerInterface;

/** One run under way: its limits, and what it has found. */
final class Run
{
    /** @var list<Row> */
    private array $rows = [];

    private readonly int|float $end;

    public ?string $nextOrder = null;

    public function __construct(
        public readonly Options $options,
        private readonly LoggerInterface $log,
    ) {
        $this->end = hrtime(true) + $options->maxMs * 1_000_000;
    }

    public function isOver(): bool
    {
        return hrtime(true) >= $this->end;
    }

    public function isDry(): bool
    {
        return $this->options->mode === Mode::DryRun;
    }

    public function found(
        What $what,
        ?string $orderRef,
        string $paymentId,
        string $before,
        string $after,
        ToDo $toDo,
        int $difference = 0,
    ): void {
        $row = new Row($what, $orderRef, $paymentId, $before, $after, $difference, $toDo);
        $this->rows[] = $row;
        if ($this->options->progress !== null) {
            ($this->options->progress)($row);
        }
    }

    /**
     * Takes up one after the other while there is time. One that fails keeps none of the others back.
     *
     * @template T
     *
     * @param iterable<T> $items
     * @param callable(T): void $work
     */
    public function each(iterable $items, callable $work): void
    {
        foreach ($items as $item) {
            if ($this->isOver()) {
                return;
            }
            try {
                $work($item);
            } catch (\Throwable $problem) {
                $this->log->error('the reconciler failed: {class}', ['class' => $problem::class, 'exception' => $problem]);
                $this->found(What::Failure, $this->options->orderRef, '', $problem::class, $problem->getMessage(), ToDo::Look);
            }
        }
    }

    public function report(): Report
    {
        return new Report($this->rows, $this->nextOrder);
    }
}
