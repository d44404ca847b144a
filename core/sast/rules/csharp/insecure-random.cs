using System;
public class Tokens
{
    private readonly Random random = new Random();

    public string CreateResetToken(string letters)
    {
        var token = new char[32];
        for (var i = 0; i < token.Length; i++)
        {
            // ruleid: csharp-insecure-random
            token[i] = letters[random.Next(letters.Length)];
        }
        return new string(token);
    }

    public int RollDice()
    {
        // ok: csharp-insecure-random
        return random.Next(1, 7);
    }

    public int RefreshTokensLater()
    {
        // ok: csharp-insecure-random
        return random.Next(60);
    }

    public int CreateSalt()
    {
        // ruleid: csharp-insecure-random
        return random.Next();
    }
}
