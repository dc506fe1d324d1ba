// The least that a first picture costs here: two connections of one page, no server, no network, no page to load.
// Resolves with the milliseconds from the page's beginning to the first picture.
async () => {
  const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
  const canvas = Object.assign(document.createElement("canvas"), { width: 640, height: 360 });
  const paint = canvas.getContext("2d");
  const timer = setInterval(() => {
    paint.fillStyle = `hsl(${Math.random() * 360} 80% 50%)`;
    paint.fillRect(0, 0, 640, 360);
  }, 40);
  near.onicecandidate = ({ candidate }) => far.addIceCandidate(candidate);
  far.onicecandidate = ({ candidate }) => near.addIceCandidate(candidate);
  for (const track of canvas.captureStream(25).getTracks()) near.addTrack(track);
  const picture = new Promise((seen) => {
    far.ontrack = ({ track }) => {
      const video = Object.assign(document.createElement("video"), { muted: true, autoplay: true });
      document.body.append(video);
      video.requestVideoFrameCallback(() => seen(performance.now()));
      video.srcObject = new MediaStream([track]);
    };
  });
  await near.setLocalDescription();
  await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  await near.setRemoteDescription(far.localDescription);
  const milliseconds = await picture;
  clearInterval(timer);
  near.close();
  far.close();
  return milliseconds;
}
