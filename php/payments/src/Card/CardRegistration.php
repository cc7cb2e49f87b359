<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Card\Authentication;
use Paygent\Payments\Method\Card\AuthenticationReturn;
use Paygent\Payments\Method\Card\BuyerFields;
use Paygent\Payments\Method\Card\Refusals;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Settings\CardSettings;
use Paygent\Payments\Settings\ThreeDSecure;

/**
 * A customer keeps a card without buying: with 3-D Secure 2 he proves himself first (card-3ds2 7).
 *
 * 025 takes no authentication, so what fails here is the shop's own rule. Between begin() and finish()
 * the shop keeps token and authentication id with the customer's session, or sealed in the return
 * address; never in a data base.
 */
final class CardRegistration
{
    /** Nothing is paid. */
    private const AMOUNT = 0;

    private readonly StoredCards $cards;

    /** @param CardTries|null $tries see StoredCards */
    public function __construct(
        private readonly Gateway $gateway,
        private readonly Account $account,
        private readonly CardSettings $settings,
        ?CardTries $tries = null,
    ) {
        $this->cards = new StoredCards($gateway, $account, $settings, $tries);
    }

    /**
     * @param string $ownerRef the shop's reference of the customer, not empty
     * @param string $token card token that no other telegram has used
     * @param string $returnUrl where the browser comes back by GET, at most 256 characters
     *
     * @return RegistrationPage|CardsResult the bank's page, or what became of the card without one
     */
    public function begin(
        string $ownerRef,
        #[\SensitiveParameter]
        string $token,
        Buyer $buyer,
        #[\SensitiveParameter]
        string $returnUrl,
    ): RegistrationPage|CardsResult {
        if ($this->settings->threeDSecure !== ThreeDSecure::V2) {
            return $this->cards->add($ownerRef, $token);
        }
        $key = $this->settings->threeDSecureHashKey;
        if ($key === null || $key->isEmpty() || \strlen($returnUrl) > Authentication::URL_LENGTH) {
            return CardsResult::refused('card.contact_shop', '450: no hash key, or the return address is too long');
        }
        $before = $this->cards->roomFor($ownerRef, $token);
        if (!$before->isDone()) {
            return $before;
        }
        $what = ['trading_id' => '', 'payment_amount' => self::AMOUNT, 'card_set_method' => 'token', 'card_token' => $token];

        return $this->answered($ownerRef, $token, $this->gateway->send($this->account, Authentication::telegram(
            $this->settings,
            $returnUrl,
            $what,
            BuyerFields::of($buyer, $ownerRef),
        )));
    }

    /**
     * The browser is back, or Paygent itself called.
     *
     * @param string $authenticationId of the page that was shown
     * @param array<string, string> $fields of the return, untrusted
     */
    public function finish(
        string $ownerRef,
        #[\SensitiveParameter]
        string $token,
        string $authenticationId,
        #[\SensitiveParameter]
        array $fields,
    ): CardsResult {
        $step = AuthenticationReturn::refusal($this->settings, $authenticationId, $fields)?->step;

        return $step instanceof Refused
            ? $this->cards->counted($ownerRef, CardsResult::refused($step->customerText, $step->shopReason))
            : $this->cards->add($ownerRef, $token);
    }

    private function answered(
        string $ownerRef,
        #[\SensitiveParameter]
        string $token,
        Answer $answer,
    ): RegistrationPage|CardsResult {
        $page = new RegistrationPage($answer->get('3ds_auth_id'), $answer->get('out_acs_html'));

        return match (true) {
            $answer->isSuccess() && $page->authenticationId !== '' && $page->html !== '' => $page,
            Authentication::mayGoOnWithout($this->settings, $answer) => $this->cards->add($ownerRef, $token),
            $answer->isRefused() => $this->cards->counted($ownerRef, self::refused($answer)),
            // Nothing was changed by a 450, wherever it was lost.
            default => CardsResult::refused('card.try_later', "450 $answer->code $answer->detail"),
        };
    }

    private static function refused(Answer $answer): CardsResult
    {
        $refused = Refusals::of(Authentication::KIND, $answer);

        return CardsResult::refused($refused->customerText, $refused->shopReason);
    }
}
