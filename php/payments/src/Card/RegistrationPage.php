<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

/** The customer must prove himself to his bank before the card is kept: show its page. */
final class RegistrationPage
{
    /**
     * @param string $authenticationId 3ds_auth_id: no secret; the shop gives it back to finish()
     * @param string $html a whole page in UTF-8 that posts itself
     */
    public function __construct(
        public readonly string $authenticationId,
        #[\SensitiveParameter]
        public readonly string $html,
    ) {}
}
