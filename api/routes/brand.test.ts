import { describe, expect, it } from '@jest/globals';
import { signedUp, withApi } from '../testing.ts';

describe('the brand', () => {
  const api = withApi();

  it('is empty at first, and is what was said of it', async () => {
    const rosa = await signedUp(api.app);
    const first = await rosa.get('/api/brand').expect(200);
    expect(first.body).toEqual({
      logoUrl: null,
      brandColor: null,
      reviewUrl: null,
      bookingUrl: null,
      trackLinks: true,
      imageHosts: [],
    });
    const change = {
      brandColor: '#aa3311',
      reviewUrl: 'https://g.page/r/rosa/review',
      trackLinks: false,
      imageHosts: ['Cdn.Example.com'],
    };
    await rosa.patch('/api/brand').send(change).expect(200);
    const { body } = await rosa.get('/api/brand').expect(200);
    expect(body).toEqual({ ...first.body, ...change, imageHosts: ['cdn.example.com'] });
  });

  it.each([
    { reviewUrl: 'javascript:alert(1)' },
    { reviewUrl: 'http://g.page/r/rosa' },
    { bookingUrl: 'https://google.com@evil.example/' },
    { logoUrl: 'data:image/png;base64,AAAA' },
    { brandColor: 'red;background:url(https://evil.example)' },
    { imageHosts: ['evil.example/x'] },
    { color: '#ffffff' },
  ])('refuses %j', async (change) => {
    const rosa = await signedUp(api.app);
    const { body } = await rosa.patch('/api/brand').send(change);
    expect(body).toMatchObject({ status: 400 });
  });
});
