<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Paidy;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Module\AmountRange;
use Paygent\Payments\Method\Module\ModuleErrors;
use Paygent\Payments\Method\Module\ModuleInquiry;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;

/**
 * Paidy (paidy 1 to 3): the browser makes the payment with Paidy, Paidy tells Paygent, and Paygent's
 * record under our trading_id (order_ref) is the only truth. No telegram begins it.
 *
 * No input; items, shipping address and history: see PaidyPayload. Door `return`: the shop's page posts
 * what Paidy's `closed` callback was given (`status`, `id`, `amount`, …) there, all of it untrusted. A changed
 * amount shows as a mismatch of the evidence; this method never cancels (340) by itself.
 */
final class Paidy implements Method
{
    /** How long a customer may take in Paidy's window before the attempt is asked about. */
    private const WINDOW_MS = 60 * 60 * 1000;

    public function id(): MethodId
    {
        return MethodId::Paidy;
    }

    public function begin(Purchase $purchase): Move
    {
        $settings = $purchase->settings->paidy;
        if ($purchase->order->destinations > 1) {
            return self::refused('methods.paidy_destinations', 'several destinations', Retry::OtherMethod);
        }
        if ($settings->publicKey === '') {
            return self::refused('methods.unavailable', 'no public key of Paidy', Retry::OtherMethod);
        }

        return AmountRange::refusal($purchase, $this->id()) ?? new Verdict(
            AttemptState::Away,
            new OpenPaidy(
                $settings->publicKey,
                PaidyPayload::of($purchase),
                $settings->logoUrl,
                $purchase->urls->to('return'),
            ),
            null,
            $purchase->now + self::WINDOW_MS,
        );
    }

    /** This method sends nothing; an answer can only be a refusal of somebody else's making. */
    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        return $answer->isSuccess()
            ? new Verdict(AttemptState::Attention, new BeingConfirmed())
            : ModuleErrors::verdict($answer);
    }

    /** "closed" and "rejected" are believed only when Paygent has no payment of this attempt. */
    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        return new Inquire(match ($return->get('status')) {
            'closed' => self::refused('methods.stopped', 'the window was closed', Retry::Again, AttemptState::Abandoned),
            'rejected' => self::refused('methods.paidy_rejected', 'rejected by Paidy', Retry::OtherMethod),
            // Approved, but Paidy has not told Paygent yet: its notice, or 094 later, decides.
            default => new Verdict(AttemptState::Confirming, new BeingConfirmed()),
        });
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        return ModuleInquiry::verdict($purchase, $this->id(), $inquiry, new BeingConfirmed());
    }

    private static function refused(
        string $text,
        string $reason,
        Retry $retry,
        AttemptState $state = AttemptState::Refused,
    ): Verdict {
        return new Verdict($state, new Refused($text, $reason, $retry));
    }
}
