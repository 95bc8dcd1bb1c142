package org.waggle.executor.reward.math;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waggle.executor.reward.Judged;

class MathAnswerTest {
    private static double score(String reference, String answer) {
        return Judged.by(new MathAnswer(), Judged.problem(reference), answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            2 ~ The answer is 2.0
            5 ~ So the answer is 5. I am 100% sure of it.
            5 ~ **Answer:** $5$, since $10/2=5$ and 10 is even.
            10000 ~ \\boxed{10,\\!000}
            \\frac{1}{2} ~ $\\frac{2}{4}$
            1\\frac12 ~ $\\frac{3}{2}$
            -1.25 ~ $-1\\frac14$
            3.5 ~ $3 1/2$
            \\frac{1}{\\sqrt2} ~ so \\boxed{\\frac{\\sqrt{2}}{2}}.
            1{,}234.5 ~ It costs 1,234.50 in all.
            1,22 ~ 1.22
            \\$5.00 ~ $5
            30^\\circ ~ $30$
            12 \\text{ apples} ~ 12
            46 million ~ 46,000,000
            46 million ~ \\boxed{46 million}
            46000000 ~ \\boxed{\\$46\\text{ million dollars}}
            500000 ~ The answer is .5 million.
            500000 ~ It is 5 hundred thousand.
            1000000000 ~ 1 000 million
            46 ~ \\(46\\)
            46000 ~ So **46** thousand people.
            1.5\\text{ million} ~ \\boxed{1500000}
            2,300 ~ $2.3$ thousand
            50\\% ~ 1/2
            28\\% ~ $28$ percent
            28\\% ~ \\boxed{28 percent}
            5 ~ \\boxed{5 cm}
            34 ~ Final Answer: The largest of them all is 34.
            1/3 ~ $x = 1/3 \\approx 0.33$
            -3 ~ It is minus 3.
            7! ~ \\boxed{5040}
            10^{30} ~ 1000000000000000000000000000000
            3+2i ~ $2i+3$
            -\\frac{1}{3} ~ -0.333333
            \\pi ~ 3.141593
            \\frac{2}{3} ~ 0.6666666
            """)
    void numbersAreComparedByValue(String reference, String answer) {
        assertThat(score(reference, answer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            (x+1)^2 ~ $x^2+2x+1$
            \\sqrt{8} ~ $2\\sqrt{2}$
            e^{i\\pi} ~ -1
            \\sin^2 x+\\cos^2 x ~ 1
            \\log_2 8 ~ 3
            \\ln e^2 ~ $2$
            \\sqrt[3]{x} ~ $x^{1/3}$
            \\binom{5}{2} ~ 10
            |x| ~ $\\sqrt{x^2}$
            \\lfloor 2.7 \\rfloor ~ 2
            \\frac{a}{b} ~ $a/b$
            x_1+x_{2} ~ $x_2 + x_1$
            xy+1 ~ $1 + yx$
            """)
    void expressionsAreComparedAsFunctions(String reference, String answer) {
        assertThat(score(reference, answer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            f(x)=2x+1 ~ $2x + 1$
            x=5 ~ 5
            5 ~ $y = 3+2 = 5$
            2x = 10 ~ $x=5$
            x < 3 ~ $3 > x$
            -x > -3 ~ $x<3$
            x \\le 3 ~ $(-\\infty, 3]$
            0 < x < 1 ~ $(0,1)$
            x \\in [0,1] ~ $[0, 1]$
            x=\\pm 2 ~ $x=2$ or $x=-2$
            \\{1,2\\} ~ The roots are $2$ and $1$.
            \\{2\\} ~ 2
            (1,2) ~ $1, 2$
            (0.5, \\frac{1}{3}) ~ \\boxed{\\left(\\frac{1}{2},\\frac{2}{6}\\right)}
            [0,1]\\cup[2,3] ~ $[2,3] \\cup [0,1]$
            \\emptyset ~ $\\{\\}$
            \\begin{bmatrix}1\\\\2\\end{bmatrix} ~ \\boxed{\\begin{pmatrix}1\\\\ 4/2\\end{pmatrix}}
            B ~ \\boxed{\\text{(B)}}
            \\{1,2\\} ~ \\boxed{1} and \\boxed{2}
            {1,2,3} ~ \\boxed{3,2,1}
            (p,q)=(3,2) ~ $(3,2)$
            AB=4, CD=5 ~ $4, 5$
            7:32 ~ $S_1:S_2=7:32$
            \\begin{pmatrix}1&2\\end{pmatrix} ~ $\\left[\\begin{array}{cc}1 & 2\\end{array}\\right]$
            \\text{Yes} ~ \\boxed{yes}
            \\text{Paris} ~ $Paris$
            """)
    void structuresAreComparedPartByPart(String reference, String answer) {
        assertThat(score(reference, answer)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            46 ~ 146
            46 ~ \\boxed{46 million}
            46 ~ The answer is $46$ billion.
            46 million ~ 46
            46 million ~ 46 billion
            5 ~ 5 hundredths of 100
            46 ~ $$46$$ million
            46 ~ 4.6
            46 ~ -46
            46 ~ ''
            3 ~ minus 3
            5 ~ $5\\%$
            2 ~ \\boxed{2abc+1}
            AB=4, CD=5 ~ $5, 4$
            1/3 ~ 0.33
            1/3 ~ 0.333334
            1/3 ~ 0.33333
            0.5 ~ 0.5000001
            0.0000001 ~ 0
            1 ~ 0.999999
            \\sqrt{2} ~ 1.414
            10^{30} ~ $10^{30}+1$
            1 ~ $1 + 10^{-200}$
            2 ~ \\boxed{3} or 2
            5 ~ $5 = 6$
            -1/4 ~ $-1\\frac{1}{4}$
            3 1/2 ~ 1.5
            1.5 ~ $3 1/2$
            """)
    void wrongNumbersNeverCount(String reference, String answer) {
        assertThat(score(reference, answer)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            x ~ $y$
            x^2 ~ $x^3$
            |x| ~ $x$
            x=1 ~ $y=1$
            x=1, y=2 ~ $x=2, y=1$
            x<3 ~ $x \\le 3$
            x<3 ~ $x>3$
            (1,2) ~ $(2,1)$
            [0,1) ~ $(0,1]$
            \\{1,2\\} ~ $\\{1,2,3\\}$
            \\begin{pmatrix}1&2\\end{pmatrix} ~ $\\begin{pmatrix}1\\\\2\\end{pmatrix}$
            listen ~ $silent$
            """)
    void wrongStructuresNeverCount(String reference, String answer) {
        assertThat(score(reference, answer)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9^{9^{9^{9}}}",
                "$1/0$",
                "$100000!$",
                "$0^{0}$",
                "\\frac",
                "$x_{$",
                "$\\begin{matrix}$",
                "1e999999999",
                "$\\sin(10^{400})$",
                "$\\log 0$"
            })
    void whatHasNoValueIsWrongAtOnce(String answer) {
        assertThat(score("46", answer)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "\\boxed{", "$", "1 ", "1+", "-", "\\sqrt", "{", "answer: ", "\\[", "$x$ and "})
    void longNonsenseIsWrongAtOnce(String piece) {
        assertThat(score("46", piece.repeat(20_000))).isZero();
    }
}
