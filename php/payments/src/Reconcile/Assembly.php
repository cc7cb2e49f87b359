<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Engine;
use Psr\Log\LoggerInterface;

/** Puts the reconciler together from the engine's parts. @internal of Engine */
final class Assembly
{
    public function __construct(
        private readonly Engine $engine,
        private readonly LoggerInterface $log,
        private readonly int $timeoutMs,
    ) {}

    public function reconciler(): Reconciler
    {
        $engine = $this->engine;
        $candidates = new Candidates($engine->database);

        return new Reconciler(
            new TelegramPart(
                $candidates,
                $engine->intents,
                $engine->settler,
                $engine->steps,
                $engine->inquiries,
                $engine->accounts,
                $engine->delivery,
                $engine->clock,
                $engine->courier->leaseMs,
            ),
            $this->attempts($candidates),
            $this->payments($candidates),
            new OrderPart(
                $engine->database,
                $candidates,
                $engine->payments,
                $engine->attempts,
                $engine->intents,
                $engine->accounts,
                $engine->inquiries,
                $engine->ledger,
                $engine->outbox,
                $engine->delivery,
                $engine->shop,
                $engine->clock,
            ),
            new LeftoverPart($engine->database, $engine->delivery, $engine->applier),
            $this->log,
        );
    }

    private function attempts(Candidates $candidates): AttemptPart
    {
        $engine = $this->engine;
        $inquiry = new AttemptInquiry($engine->inquiries, $engine->payments, $engine->accounts);

        return new AttemptPart(
            $engine->database,
            $candidates,
            $engine->attempts,
            $engine->intents,
            $inquiry,
            new FencedLook(
                $candidates,
                $engine->payments,
                $engine->intents,
                $inquiry,
                $engine->ledger,
                $engine->delivery,
                $engine->clock,
            ),
            $engine->trips,
            $engine->conclusion,
            $engine->ledger,
            $engine->delivery,
            $engine->clock,
            $this->timeoutMs,
        );
    }

    private function payments(Candidates $candidates): PaymentPart
    {
        $engine = $this->engine;

        return new PaymentPart(
            $candidates,
            $engine->payments,
            $engine->accounts,
            $engine->inquiries,
            $engine->ledger,
            $engine->circumstances,
            $engine->operations,
            new OldPayment(
                $engine->database,
                $engine->intents,
                $engine->steps,
                $engine->clock,
                $engine->courier->leaseMs,
            ),
            $engine->delivery,
            $engine->clock,
        );
    }
}
