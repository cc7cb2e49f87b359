<?php

declare(strict_types=1);

namespace Paygent\Payments\Event;

use Paygent\Payments\Journal\Database;
use Psr\EventDispatcher\EventDispatcherInterface;
use Psr\Log\LoggerInterface;

/** Tells listeners what has happened, after its commit; what is rolled back has not happened. */
final class Events
{
    public function __construct(
        private readonly Database $database,
        private readonly ?EventDispatcherInterface $dispatcher,
        private readonly LoggerInterface $log,
    ) {}

    public function tell(Event $event): void
    {
        if ($this->dispatcher !== null) {
            $this->database->afterCommit(fn () => $this->dispatch($this->dispatcher, $event));
        }
    }

    /** A listener that throws changes nothing: the event is committed. */
    private function dispatch(EventDispatcherInterface $dispatcher, Event $event): void
    {
        try {
            $dispatcher->dispatch($event);
        } catch (\Throwable $problem) {
            $this->log->error('a listener failed: {class}', ['class' => $problem::class, 'exception' => $problem]);
        }
    }
}
