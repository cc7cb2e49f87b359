<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\Finding;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Inquiry;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Method\MethodId;

/**
 * Asks 094 about an attempt with the credentials of its own account: by payment id where one is known;
 * by trading_id where none is, or where Paygent's page may have made others (design-payments "Settling").
 */
final class AttemptInquiry
{
    public function __construct(
        private readonly Inquiries $inquiries,
        private readonly Payments $payments,
        private readonly Accounts $accounts,
    ) {}

    public function ask(Attempt $attempt): AttemptFacts
    {
        $known = $this->payments->ofAttempt($attempt->id);
        if ($known === [] || self::hasPage($attempt)) {
            $byTradingId = $this->byTradingId($attempt);
            if ($known === [] || $byTradingId->finding !== Finding::Several) {
                return new AttemptFacts([$byTradingId]);
            }
            // 13002: never chosen; each one that is known is asked for, and there may be more.
            return new AttemptFacts([$byTradingId, ...array_map($this->byId(...), $known)]);
        }

        return new AttemptFacts(array_map($this->byId(...), $known));
    }

    /** On these pages one trading_id gets several payments (convenience-and-bank B, link-type 6). */
    public static function hasPage(Attempt $attempt): bool
    {
        return $attempt->method->isLink() || $attempt->method === MethodId::BankNet;
    }

    private function byTradingId(Attempt $attempt): Inquiry
    {
        return $this->inquiries->ask(
            $this->accounts->byId($attempt->accountId),
            '',
            $attempt->tradingId,
            $attempt->method->paymentType(),
        );
    }

    private function byId(Payment $payment): Inquiry
    {
        return $this->inquiries->ask(
            $this->accounts->byId($payment->accountId),
            $payment->paymentId,
            '',
            $payment->paymentType,
        );
    }
}
