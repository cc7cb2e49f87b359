<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** Makes the addresses at which the browser, or Paygent, comes back to this attempt. */
interface ReturnUrls
{
    /**
     * @param string $door e.g. "return", "cancel", "error", "ng"
     * @param array<string, string> $carry sealed into the address; comes back in BrowserReturn::$carried.
     *     Never stored: the place for a card token between 450 and 020
     */
    public function to(string $door, #[\SensitiveParameter] array $carry = []): string;
}
