<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Support\Texts;

/** What one connection test has shown. */
final class ConnectionReport
{
    /**
     * @param string $revision the revision whose login was tried
     * @param string $finding works, P001 …, refused, not_sent, no_answer: the text is "settings.connection.$finding"
     * @param string $code Paygent's code, or the module's; '' for none
     * @param list<string> $telegramHosts the hosts the gateway sends to
     */
    public function __construct(
        public readonly string $revision,
        public readonly string $finding,
        public readonly string $code,
        public readonly array $telegramHosts,
    ) {}

    /** Whether Paygent has accepted the login. */
    public function passed(): bool
    {
        return $this->finding === 'works';
    }

    public function text(string $locale): string
    {
        return Texts::get('settings.connection.' . $this->finding, $locale, ['code' => $this->code === '' ? '-' : $this->code]);
    }
}
