<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Support\FormPage;
use PHPUnit\Framework\TestCase;

final class FormPageTest extends TestCase
{
    private const FORM = '<FORM name="form" method="POST" action="https://carrier.example/p"><input type="hidden" name="prm" value="x"></FORM>';

    public function testAFormBecomesAPageThatPostsItself(): void
    {
        $page = FormPage::of(self::FORM);

        self::assertStringContainsString('<meta charset="UTF-8">', $page);
        self::assertStringContainsString('submit.call(document.forms[0])', $page);
        self::assertStringContainsString('<form accept-charset="Shift_JIS" name="form" method="POST"', $page);
        self::assertStringContainsString('<input type="submit" value="次へ">', $page, 'without a script');
    }

    public function testWhatTheFormHasStays(): void
    {
        $form = '<form accept-charset="Shift_JIS" method="POST" action="/p"><input type="submit" value="進む"></form>';

        $page = FormPage::of($form);

        self::assertStringContainsString($form, $page);
        self::assertSame(1, substr_count($page, 'type="submit"'));
    }

    public function testAWholePageStays(): void
    {
        $page = '<!DOCTYPE html><HTML><body>' . self::FORM . '</body></HTML>';

        self::assertSame($page, FormPage::of($page));
    }
}
