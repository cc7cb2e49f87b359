<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Engine;
use Paygent\Payments\Notice\Applier;
use Paygent\Payments\Reconcile\AttemptInquiry;
use Paygent\Payments\Reconcile\AttemptPart;
use Paygent\Payments\Reconcile\Candidates;
use Paygent\Payments\Reconcile\FencedLook;
use Paygent\Payments\Reconcile\LeftoverPart;
use Paygent\Payments\Reconcile\OldPayment;
use Paygent\Payments\Reconcile\OrderPart;
use Paygent\Payments\Reconcile\PaymentPart;
use Paygent\Payments\Reconcile\Reconciler;
use Paygent\Payments\Reconcile\TelegramPart;
use Psr\Log\LoggerInterface;

/** Puts a reconciler together from an engine's parts. */
final class Reconciling
{
    public static function of(Engine $engine, Applier $applier, LoggerInterface $log, int $timeoutMs): Reconciler
    {
        $leaseMs = 3 * $timeoutMs;
        $candidates = new Candidates($engine->database);
        $inquiry = new AttemptInquiry($engine->inquiries, $engine->payments, $engine->accounts);

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
                $leaseMs,
            ),
            new AttemptPart(
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
                $timeoutMs,
            ),
            new PaymentPart(
                $candidates,
                $engine->payments,
                $engine->accounts,
                $engine->inquiries,
                $engine->ledger,
                $engine->circumstances,
                $engine->operations,
                new OldPayment($engine->database, $engine->intents, $engine->steps, $engine->clock, $leaseMs),
                $engine->delivery,
                $engine->clock,
            ),
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
            new LeftoverPart($engine->database, $engine->delivery, $applier, $engine->clock),
            $log,
        );
    }
}
