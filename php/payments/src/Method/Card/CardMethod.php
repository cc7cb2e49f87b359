<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\ThreeDSecure;

/**
 * Card payment of the module type: [450 and its page] 020.
 *
 * Keys of Purchase::$input, all untrusted:
 * - `card_token`: token of PaygentToken.js for a new card; with `customer_card_id` the security-code
 *   token, if the settings ask for the code
 * - `customer_card_id`: one of the customer's stored cards; the customer is the order's owner
 * - `card_token_stock`: a second token of the new card, given when it is to be kept after it has paid
 * - `payment_class`: "10", "61-3" (or "61" with `split_count` "3"), "80", "21"; '' means once
 * - `http_accept`, `http_user_agent`: headers of the browser, for 3-D Secure 1.0
 * More about the buyer for the risk score: Buyer::$more, see data/three_ds2_fields.php.
 *
 * Going on after Retry::SameAttempt (2003): begin() again with the attempt's paymentId and the number of
 * this retry, 1 to 3.
 */
final class CardMethod implements Method
{
    /** payment_amount of 020 has 7 digits (No.8). */
    public const MAX_AMOUNT = 9_999_999;

    public function id(): MethodId
    {
        return MethodId::Card;
    }

    public function begin(Purchase $purchase): Move
    {
        if ($purchase->amount < 1 || $purchase->amount > self::MAX_AMOUNT) {
            return self::refuse('card.amount', 'the amount is outside 1 to ' . self::MAX_AMOUNT, Retry::OtherMethod);
        }
        if ($purchase->retries > AuthorizationAnswer::RETRIES) {
            return self::refuse('card.too_many_tries', '2003: all retries are used up', Retry::OtherMethod);
        }
        $choice = CardChoice::of($purchase, $purchase->input);
        if ($choice instanceof Refused) {
            return self::correct($purchase, $choice);
        }

        return match ($purchase->settings->card->threeDSecure) {
            ThreeDSecure::None => Authorization::without3DSecure($purchase, $choice),
            ThreeDSecure::V1 => Authorization::with3DSecure1($purchase, $choice),
            ThreeDSecure::V2 => Authentication::begin($purchase, $choice),
        };
    }

    public function answered(Purchase $purchase, Send $sent, Answer $answer): Move
    {
        return match ($sent->step) {
            Authentication::STEP => $this->authenticated($purchase, $answer),
            Authorization::STEP => AuthorizationAnswer::judge($purchase, $sent, $answer),
            default => throw new \LogicException("the answer to $sent->step decides nothing"),
        };
    }

    public function returned(Purchase $purchase, BrowserReturn $return): Move
    {
        return $return->door === Authorization::DOOR
            ? ThreeDSecure1Return::judge($purchase, $return)
            : AuthenticationReturn::judge($purchase, $return);
    }

    public function inquired(Purchase $purchase, Answer $inquiry): Move
    {
        return Inquired::judge($purchase, $inquiry);
    }

    private function authenticated(Purchase $purchase, Answer $answer): Move
    {
        $choice = CardChoice::of($purchase, $purchase->input);

        return $choice instanceof Refused
            ? new Verdict(AttemptState::Refused, $choice)
            : Authentication::answered($purchase, $choice, $answer);
    }

    /** A bad input costs no try: with a payment waiting in 10 the attempt stays open for a better one. */
    private static function correct(Purchase $purchase, Refused $refused): Verdict
    {
        return $purchase->paymentId === ''
            ? new Verdict(AttemptState::Refused, $refused)
            : new Verdict(
                AttemptState::Open,
                new Refused($refused->customerText, $refused->shopReason, Retry::SameAttempt),
            );
    }

    private static function refuse(string $customerText, string $shopReason, Retry $retry): Verdict
    {
        return new Verdict(AttemptState::Refused, new Refused($customerText, $shopReason, $retry));
    }
}
